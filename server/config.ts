import { z } from 'zod';
import { originProblem } from './access/origins.js';
import { DEFAULT_RATE_LIMITS, type RateLimitTerms } from './access/rate-limit-terms.js';
import { keyProblem } from './access/secrets.js';

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly database:
    | { readonly kind: 'sqlite'; readonly path: string }
    /** `migrationUrl` has the role that owns and migrates the tables; `null` if the server's role does. */
    | { readonly kind: 'postgres'; readonly url: string; readonly migrationUrl: string | null };
  /** `null` in a sandbox that makes its key. */
  readonly apiKey: string | null;
  /** The first one signs, all verify. Empty in a sandbox that makes its secret. */
  readonly tokenSecrets: readonly { readonly kid: string; readonly secret: string }[];
  readonly allowedOrigins: readonly string[];
  readonly eventWindowDays: number;
  /** How long an idle connection stays open. */
  readonly keepAliveMs: number;
  readonly rateLimits: Pick<RateLimitTerms, 'key' | 'customer'>;
  readonly openMetrics: boolean;
  readonly trustClock: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Enables the test clock and `dd_test_` keys, and makes missing secrets. */
  readonly sandbox: boolean;
};

export type StoreConfig = Pick<Config, 'database' | 'sandbox'>;

export type ConfigResult<T = Config> = { readonly ok: T } | { readonly problems: readonly string[] };

const SHORTEST_SECRET = 32;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

const Port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
  .transform(Number)
  .refine((port) => port <= 65_535, 'must be a port number, 0 to 65535');

const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** `#`, `/`, `?` and `@` in a password end the part of the address that they are in. */
function isUsable(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hash, username, pathname, search } = new URL(url);
  return hash === '' && !(username === '' && `${pathname}${search}`.includes('@'));
}

const UNREADABLE =
  'cannot be read as an address: percent-encode special characters of the user name and the password, such as ' +
  '# (%23), / (%2F), ? (%3F) and @ (%40)';

const Database = z.string().transform((url, context) => {
  if (isPostgres(url)) return isUsable(url) ? { kind: 'postgres' as const, url } : refuse(context, UNREADABLE);
  const path = url.startsWith('sqlite:') ? url.slice('sqlite:'.length) : '';
  if (path === '') return refuse(context, 'must be sqlite:PATH, sqlite::memory: or postgres://…');
  if (path.startsWith('//'))
    return refuse(context, 'must be sqlite:PATH, without slashes of a host: sqlite:./data/x.db');
  if (path.startsWith('~')) return refuse(context, 'is not read by a shell, so ~ is no folder: write the whole path');
  return { kind: 'sqlite' as const, path };
});

const MigrationDatabase = z.string().refine(isPostgres, 'must be postgres://…').refine(isUsable, UNREADABLE);

/** `kid:secret`, or a bare secret with the kid `default`. Kids are short names, because secrets may contain colons. */
const TokenSecret = z.string().transform((text, context) => {
  const [, kid = 'default', secret = ''] = /^(?:([A-Za-z0-9_.-]{1,64}):)?(.*)$/s.exec(text) ?? [];
  if (secret.length < SHORTEST_SECRET) {
    return refuse(context, `every secret must have at least ${SHORTEST_SECRET} characters`);
  }
  return { kid, secret };
});

const TokenSecrets = list(TokenSecret)
  .refine((secrets) => secrets.length > 0, 'must name at least one secret')
  .refine((secrets) => new Set(secrets.map(({ kid }) => kid)).size === secrets.length, 'every kid must be different');

const Origin = z.string().superRefine((text, context) => {
  const problem = originProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

const Switch = z
  .enum(['0', '1', 'false', 'true', ''], { error: 'must be 1 or 0' })
  .transform((text) => text === '1' || text === 'true');

const EventWindow = z
  .string()
  .regex(/^([1-9]\d?|[1-3]\d\d|400)$/, 'must be a whole number of days, 1 to 400')
  .transform(Number);

const KeepAlive = z
  .string()
  .regex(/^([1-9]\d{0,2}|[1-2]\d{3}|3[0-5]\d{2}|3600)$/, 'must be a whole number of seconds, 1 to 3600')
  .transform((seconds) => Number(seconds) * 1000);

const PerSecond = z
  .string()
  .regex(/^(0|[1-9]\d{0,5})$/, 'must be a whole number of requests a second, 0 for any number')
  .transform(Number);

const Metrics = z.enum(['key', 'open'], { error: 'must be key or open' }).transform((access) => access === 'open');

const LogLevel = z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` });

const StoreEnvironment = z.object({
  DATABASE_URL: Database.default({ kind: 'sqlite', path: './data/drawdown.db' }),
  DATABASE_MIGRATION_URL: MigrationDatabase.optional(),
  DRAWDOWN_SANDBOX: Switch.default(false),
});

const Environment = StoreEnvironment.extend({
  PORT: Port.default(8787),
  HOST: z.string().min(1).default('127.0.0.1'),
  DRAWDOWN_API_KEY: z.string().optional(),
  DRAWDOWN_TOKEN_SECRET: TokenSecrets.optional(),
  DRAWDOWN_ALLOWED_ORIGINS: list(Origin).default([]),
  DRAWDOWN_EVENT_WINDOW_DAYS: EventWindow.default(35),
  DRAWDOWN_KEEP_ALIVE_SECONDS: KeepAlive.default(72_000),
  DRAWDOWN_RATE_LIMIT_KEY: PerSecond.default(DEFAULT_RATE_LIMITS.key),
  DRAWDOWN_RATE_LIMIT_CUSTOMER: PerSecond.default(DEFAULT_RATE_LIMITS.customer),
  DRAWDOWN_METRICS: Metrics.default(false),
  DRAWDOWN_TRUST_CLOCK: Switch.default(false),
  LOG_LEVEL: LogLevel.default('info'),
});

/**
 * Reads environment variables, without spaces and line breaks around their values. An empty one counts as absent.
 *
 * @returns all problems together, so that one start shows all of them
 */
export function readConfig(env: Values): ConfigResult {
  return read(Environment, env, [missing, weakKey, twoStores], (values) => ({
    ...storeConfigOf(values),
    port: values.PORT,
    host: values.HOST,
    apiKey: values.DRAWDOWN_API_KEY ?? null,
    tokenSecrets: values.DRAWDOWN_TOKEN_SECRET ?? [],
    allowedOrigins: values.DRAWDOWN_ALLOWED_ORIGINS,
    eventWindowDays: values.DRAWDOWN_EVENT_WINDOW_DAYS,
    keepAliveMs: values.DRAWDOWN_KEEP_ALIVE_SECONDS,
    rateLimits: { key: values.DRAWDOWN_RATE_LIMIT_KEY, customer: values.DRAWDOWN_RATE_LIMIT_CUSTOMER },
    openMetrics: values.DRAWDOWN_METRICS,
    trustClock: values.DRAWDOWN_TRUST_CLOCK,
    logLevel: values.LOG_LEVEL,
  }));
}

/** For maintenance commands, which need only the database. */
export function readStoreConfig(env: Values): ConfigResult<StoreConfig> {
  return read(StoreEnvironment, env, [twoStores], storeConfigOf);
}

type Rule = (env: Values) => readonly string[];

function read<S extends z.ZodType, T>(
  schema: S,
  env: Values,
  rules: readonly Rule[],
  configOf: (values: z.output<S>) => T,
): ConfigResult<T> {
  const set = trimmed(env);
  const result = schema.safeParse(set);
  const issues = result.success ? [] : result.error.issues;
  const problems = issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
  problems.push(...rules.flatMap((rule) => rule(set)));
  if (!result.success || problems.length > 0) return { problems: [...new Set(problems)] };
  return { ok: configOf(result.data) };
}

/** Files and commands that fill a variable often end it with a line break. An empty variable counts as absent. */
function trimmed(env: Values): Readonly<Record<string, string>> {
  const values = Object.entries(env).map(([name, value = '']) => [name, value.trim()] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== ''));
}

function storeConfigOf(values: z.output<typeof StoreEnvironment>): StoreConfig {
  const { DATABASE_URL: database, DATABASE_MIGRATION_URL: migrationUrl = null, DRAWDOWN_SANDBOX: sandbox } = values;
  return { database: database.kind === 'sqlite' ? database : { ...database, migrationUrl }, sandbox };
}

type Values = Readonly<Record<string, string | undefined>>;

const isSandbox = (env: Values): boolean => Switch.safeParse(env['DRAWDOWN_SANDBOX'] ?? '0').data === true;

/** Only a sandbox makes its secrets, because new secrets after a restart invalidate all tokens. */
function missing(env: Values): string[] {
  if (isSandbox(env)) return [];
  return ['DRAWDOWN_API_KEY', 'DRAWDOWN_TOKEN_SECRET']
    .filter((name) => env[name] === undefined)
    .map((name) => `${name}: is required (unless DRAWDOWN_SANDBOX=1)`);
}

/** The prefix of a key names its mode, so that a live server refuses test keys. */
function weakKey(env: Values): string[] {
  const key = env['DRAWDOWN_API_KEY'];
  const problem = key === undefined ? null : keyProblem(key, isSandbox(env) ? 'test' : 'live');
  return problem === null ? [] : [`DRAWDOWN_API_KEY: ${problem}`];
}

function twoStores(env: Values): string[] {
  if (env['DATABASE_MIGRATION_URL'] === undefined || isPostgres(env['DATABASE_URL'] ?? '')) return [];
  return ['DATABASE_MIGRATION_URL: requires a DATABASE_URL of PostgreSQL'];
}

function list<T>(item: z.ZodType<T, string>) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item));
}

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
