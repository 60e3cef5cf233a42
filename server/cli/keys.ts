import { type Command, InvalidArgumentError } from 'commander';
import type { Scope } from '../contract/index.js';
import type { Author } from '../ledger/values/refs.js';
import type { ApiKeyRecord } from '../store/ports/access.js';
import { print, tell, UsageError } from './command.js';
import { openStore } from './store.js';

const PAGE = 100;
const AUTHOR: Author = { actor: { type: 'operator', id: 'cli' }, requestId: null };

type Output = { readonly json?: boolean };

/** A running server accepts a new key within a second, and refuses a revoked one within ten. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('create, list and revoke API keys, also while a server runs');
  keys
    .command('create')
    .description('create a key and print its secret, this once')
    .requiredOption('--name <name>', 'what it is for, in at most 100 characters')
    .requiredOption(
      '--scopes <scopes>',
      'comma-separated: read, usage, grants, customers, catalog, tokens, admin',
      commaSeparated,
    )
    .option('--json', 'print the key with its secret as JSON')
    .addHelpText(
      'after',
      '\nStandard output is the secret and nothing else: KEY=$(drawdown keys create …). It begins with dd_live_, or with\n' +
        'dd_test_ where DRAWDOWN_SANDBOX=1.',
    )
    .action(create);
  keys
    .command('list')
    .description('list all keys, without their secrets, which are not kept')
    .option('--json', 'print each key as a line of JSON')
    .action(list);
  keys
    .command('revoke')
    .description('revoke a key; again does nothing more')
    .argument('<id>', 'key_…, as list prints it')
    .option('--json', 'print the key as JSON')
    .action(revoke);
}

function commaSeparated(text: string): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.includes('')) throw new InvalidArgumentError('It is a list such as read,usage.');
  return parts;
}

type Terms = Output & { readonly name: string; readonly scopes: readonly string[] };

async function create({ name, scopes, json = false }: Terms): Promise<void> {
  const terms = await checked({ name, scopes });
  const { maintenance, config } = await openStore();
  const { newApiKey } = await import('../access/api-keys.js');
  const { record, secret } = newApiKey(config.sandbox ? 'test' : 'live', terms);
  const key = { apiKeyId: 'cli', operation: 'api-keys', value: record.id, fingerprint: '' };
  await maintenance.keys.createApiKey(record, key, AUTHOR);
  print(json ? JSON.stringify({ ...view(record), key: secret }) : secret);
  if (!json) tell(describe(record));
}

async function checked(terms: object): Promise<{ readonly name: string; readonly scopes: readonly Scope[] }> {
  const { NewApiKey } = await import('../contract/access/access.js');
  const result = NewApiKey.safeParse(terms);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0] ?? { path: [], message: 'is not valid' };
  throw new UsageError(`--${String(path[0])}: ${message}`);
}

async function list({ json = false }: Output): Promise<void> {
  const { maintenance } = await openStore();
  let afterId: string | null = null;
  do {
    const page: readonly ApiKeyRecord[] = await maintenance.keys.apiKeys(afterId, PAGE);
    for (const record of page) print(json ? JSON.stringify(view(record)) : describe(record));
    afterId = page.length === PAGE ? (page.at(-1)?.id ?? null) : null;
  } while (afterId !== null);
}

async function revoke(id: string, { json = false }: Output): Promise<void> {
  const { maintenance } = await openStore();
  const record = await maintenance.keys.revokeApiKey(id, AUTHOR, Date.now());
  if (!record) throw new Error(`there is no key ${id}`);
  print(json ? JSON.stringify(view(record)) : describe(record));
}

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

function view({ id, name, scopes, prefix, createdAtMs, lastUsedAtMs, revokedAtMs }: ApiKeyRecord) {
  const times = { createdAt: instant(createdAtMs), lastUsedAt: instant(lastUsedAtMs), revokedAt: instant(revokedAtMs) };
  return { id, name, scopes, prefix, ...times };
}

function describe(record: ApiKeyRecord): string {
  const { id, name, scopes, prefix, createdAt, lastUsedAt, revokedAt } = view(record);
  const state = revokedAt === null ? `last used ${lastUsedAt ?? 'never'}` : `revoked ${revokedAt}`;
  return [id, `${prefix}…`, scopes.join(','), `created ${createdAt}`, state, name].join('\t');
}
