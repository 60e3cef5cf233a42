import type { Credentials } from './access.js';
import type { StoreMode } from './mode.js';

/** The port for maintenance of a ledger by the command line. Each method opens what it needs and closes it again. */
export interface Maintenance extends Archive {
  /** Applies missing migrations. @returns their names; empty if the schema was current */
  migrate(): Promise<readonly string[]>;
  /** The mode that the store remembers; `null` if no server has opened it yet, or an older version wrote it. */
  mode(): Promise<StoreMode | null>;
  /** Each time zone that customers have. The caller decides which of them are usable. */
  timeZones(): Promise<readonly StoredZone[]>;
  /** Yields problems and warnings as they are found: first the engine and its settings, then each account. */
  examine(): AsyncIterable<Finding>;
  /**
   * Copies the ledger at one moment into a new file, also while servers write.
   *
   * @throws BackupImpossible if the engine has backup tools of its own
   */
  backup(file: string): Promise<{ readonly content: string; readonly bytes: number }>;
  /** A running server accepts a new key within a second, and refuses a revoked key within ten. */
  readonly keys: Pick<Credentials, 'createApiKey' | 'apiKeys' | 'revokeApiKey'>;
}

export type StoredZone = { readonly timeZone: string; readonly customers: number; readonly firstCustomerId: string };

export type Finding = {
  /** A warning weakens a promise; a problem breaks one. */
  readonly severity: 'warning' | 'problem';
  readonly message: string;
};

/** The engine has backup tools of its own. The message names them. */
export class BackupImpossible extends Error {
  override readonly name = 'BackupImpossible';
}

/** All tables of the ledger, row by row, in a form that is independent of the engine. */
export interface Archive {
  readonly engine: 'sqlite' | 'postgres';
  /** The newest migration of this version. Archives with another schema are refused. */
  readonly schema: string;
  /** All rows at one moment, in the same order from every engine. They are read as they are consumed. */
  exportRows(): AsyncIterable<ArchivePart>;
  /**
   * Fills an empty database in one transaction, and inspects every account before the commit. Triggers stay active.
   *
   * @throws ArchiveRefused, or any error of `parts`. Nothing was written then
   */
  importRows(parts: AsyncIterable<ArchivePart>): Promise<void>;
}

/** A table, followed by its rows in any number of parts. A table without rows is included. */
export type ArchivePart = { readonly table: ArchiveTable } | { readonly rows: readonly ArchiveRow[] };

export type ArchiveTable = {
  readonly name: string;
  /** The unique columns by which the rows are ordered. */
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'integer' | 'bytes' }[];
};

/** One value for each column: text as it is, integers in decimal, bytes in base64. */
export type ArchiveRow = readonly (string | null)[];
