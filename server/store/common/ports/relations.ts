/**
 * Relations between the tables that the invariants of one account cannot see. Each query returns the rows that break the
 * relation. `EXCEPT` sorts once, so no query needs an index that only it would use.
 */
export type Relation = { readonly sql: string; readonly finding: string };

/** @param json reads a text value of the JSON in `payment` */
export function relations(json: (key: string) => string): readonly Relation[] {
  const commands = 'SELECT customer_id, id FROM commands';
  const events = 'SELECT customer_id, event_id FROM entries WHERE event_id IS NOT NULL';
  const unpaid = `(state = 'ended' AND ${json('status')} <> 'paid')`;
  const pool = 'customer_id, credit_type_id, resource_id, feature_id';
  return [
    relation('events burned without a used key', `${events} EXCEPT ${commands}`),
    relation(
      'adjustments took credits without a used key',
      `SELECT customer_id, source_id FROM entries WHERE source_type = 'adjustment' EXCEPT ${commands}`,
    ),
    relation('grants have no used key', `SELECT customer_id, id FROM grants EXCEPT ${commands}`),
    relation(
      'answered events have no entry',
      `${commands} WHERE result LIKE '{"status":"done","answer":{"kind":"event"%' AND result LIKE '%"entries":{"first":%'
         EXCEPT ${events}`,
    ),
    relation(
      'payment references could fund a second grant',
      `SELECT customer_id, id FROM grants WHERE ${json('reference')} IS NOT NULL AND NOT ${unpaid}
         EXCEPT SELECT customer_id, command_id FROM causes`,
    ),
    relation(
      'payment references lead to no grant',
      'SELECT customer_id, command_id FROM causes EXCEPT SELECT customer_id, id FROM grants',
    ),
    relation(
      'sums of usage differ from the entries',
      // Whole credits and millionths are summed separately, because one sum may exceed 64 bits.
      `SELECT customer_id, credit_type_id || '/' || resource_id || '/' || feature_id || '/' || user_id FROM (
         SELECT ${pool}, coalesce(user_id, '') AS user_id, delta / 1000000 AS whole, delta % 1000000 AS rest
           FROM entries WHERE type = 'consumed'
         UNION ALL SELECT ${pool}, user_id, credits, millionths FROM usage_quarters
       ) AS sums GROUP BY ${pool}, user_id HAVING sum(whole) * 1000000 + sum(rest) <> 0`,
    ),
  ];
}

const relation = (finding: string, broken: string): Relation => ({
  finding,
  sql: `WITH broken (customer_id, what) AS (${broken})
    SELECT count(*) AS many, min(customer_id || '/' || what) AS first FROM broken`,
});

export type Broken = { readonly many: bigint | string; readonly first: string | null };

/** @returns the finding; `null` if no row breaks the relation */
export const findingOf = ({ finding }: Relation, { many, first }: Broken): string | null =>
  BigInt(many) === 0n ? null : `${String(many)} ${finding}, first ${first}`;
