import { fileURLToPath } from 'node:url';
import { type Logger, pino } from 'pino';

/**
 * Errors of libraries carry values: a driver adds the statement and its parameters, a parser quotes its input. A log
 * line therefore has the message of an error only if this package wrote it.
 */

const HERE = new URL('../', import.meta.url);
const OWN_FOLDERS = [HERE.href, fileURLToPath(HERE)];
/** With the frames of built-in functions, which throw errors of their own. */
const FRAME = /^ +at .+(:\d+:\d+|<anonymous>|native)\)?$/;
const MOST_FRAMES = 20;
/** The depth to which causes and the parts of an `AggregateError` are followed. */
const MOST_LEVELS = 5;

export type ErrorRecord = {
  readonly type: string;
  readonly message?: string;
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: string;
  readonly cause?: ErrorRecord;
  readonly errors?: readonly ErrorRecord[];
};

/** The parts of an error that a log line may have: never a value that a caller sent. */
export function errorRecord(error: unknown, levels = MOST_LEVELS): ErrorRecord {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = framesOf(error);
  const cause = error.cause instanceof Error && levels > 0 ? errorRecord(error.cause, levels - 1) : null;
  const parts: readonly unknown[] = error instanceof AggregateError && levels > 0 ? error.errors : [];
  return {
    type: error.name,
    ...(isOwn(error, frames) && { message: error.message }),
    ...namesOf(error),
    ...(frames.length > 0 && { stack: frames.join('\n') }),
    ...(cause && { cause }),
    ...(parts.length > 0 && { errors: parts.slice(0, MOST_LEVELS).map((each) => errorRecord(each, levels - 1)) }),
  };
}

/** The stack repeats the message, which may itself have lines that look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const start = stack.indexOf(message);
  const rest = start < 0 ? stack : stack.slice(start + message.length);
  return rest
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES);
}

/** SQLite's driver is native, so its errors begin in the code that called it. */
const isOwn = ({ name }: Error, [first = '']: readonly string[]): boolean =>
  name !== 'SqliteError' && OWN_FOLDERS.some((folder) => first.includes(folder));

function namesOf(error: Error): Pick<ErrorRecord, 'code' | 'constraint' | 'table'> {
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return {
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
  };
}

const serializers = { err: (error: unknown) => errorRecord(error) };

/** Errors are logged by {@link errorRecord}, whatever the given logger does with them. */
export const safeLogger = (logger: Logger): Logger => logger.child({}, { serializers });

export const silentLogger = (): Logger => pino({ enabled: false });
