import type pg from 'pg';

/** The only rights of the server's role. It can read and add history. A row lock requires UPDATE. */
const RIGHTS: Readonly<Record<string, string>> = {
  migrations: 'SELECT',
  customers: 'SELECT, INSERT, UPDATE',
  customer_terms: 'SELECT, INSERT, DELETE',
  catalog_head: 'SELECT, UPDATE',
  credit_types: 'SELECT, INSERT, UPDATE',
  features: 'SELECT, INSERT, UPDATE',
  products: 'SELECT, INSERT, UPDATE',
  plan_versions: 'SELECT, INSERT, UPDATE',
  archived_plans: 'SELECT, INSERT, DELETE',
  request_keys: 'SELECT, INSERT, DELETE',
  api_keys: 'SELECT, INSERT, UPDATE',
  test_clock: 'SELECT, INSERT, UPDATE, DELETE',
  leases: 'SELECT, INSERT, UPDATE, DELETE',
  subscriptions: 'SELECT, INSERT, UPDATE',
  accounts: 'SELECT, INSERT, UPDATE',
  grants: 'SELECT, INSERT, UPDATE',
  entries: 'SELECT, INSERT',
  commands: 'SELECT, INSERT',
  refused_events: 'SELECT, INSERT, DELETE',
  causes: 'SELECT, INSERT, UPDATE',
  usage_quarters: 'SELECT, INSERT, UPDATE',
  audit_log: 'SELECT, INSERT',
  store_mode: 'SELECT, INSERT',
};

/** Resets the rights of the server's role. An owner of the tables is left alone, because it must be able to migrate. */
export async function grantRights(client: pg.ClientBase, role: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>('SELECT current_user AS owner');
  if (rows[0]?.owner === role) return;
  const name = `"${role.replaceAll('"', '""')}"`;
  for (const [table, rights] of Object.entries(RIGHTS)) {
    await client.query(`REVOKE ALL ON ${table} FROM ${name}; GRANT ${rights} ON ${table} TO ${name}`);
  }
}

/** `true` if this connection's role can change entries, because it owns the tables or has too many rights. */
export async function couldRewrite(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ could: boolean }>(
    `SELECT bool_or(has_table_privilege('entries', may)) AS could
     FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS may`,
  );
  return rows[0]?.could !== false;
}
