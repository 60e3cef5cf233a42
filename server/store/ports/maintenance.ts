import type { Credentials } from './access.js';
import type { StoreMode } from './mode.js';

/**
 * The port of those who look after a ledger and do not serve it: the command line. Each method opens what it needs and
 * closes it again. Adapters (`sqlite/`, `postgres/`) look alike and pass one suite, as with the store itself.
 */
export interface Maintenance extends Archive {
  /** Applies what is missing of the schema. @returns the names of what was applied; empty: it was current */
  migrate(): Promise<readonly string[]>;
  /** The mode that the store remembers; `null` if no server has opened it yet, or an older version wrote it. */
  mode(): Promise<StoreMode | null>;
  /** Everything that is wrong or weak, as it is found: the engine and its settings first, then account by account. */
  examine(): AsyncIterable<Finding>;
  /**
   * Copies the ledger as it is at one moment into a new file, also while servers write.
   *
   * @throws BackupImpossible where the engine has better ways of its own
   */
  backup(file: string): Promise<{ readonly content: string; readonly bytes: number }>;
  /** Also while a server runs, which hears of a new key within a second and of a revoked one within ten. */
  readonly keys: Pick<Credentials, 'createApiKey' | 'apiKeys' | 'revokeApiKey'>;
}

export type Finding = {
  /** A warning weakens a promise; a problem breaks one. */
  readonly severity: 'warning' | 'problem';
  readonly message: string;
};

/** This engine is backed up by its own tools; the message names them. */
export class BackupImpossible extends Error {
  override readonly name = 'BackupImpossible';
}

// ---------------------------------------------------------------------------------------------- moving a ledger

/** Every table that is the ledger's, row by row, in a form that no engine has for itself. */
export interface Archive {
  readonly engine: 'sqlite' | 'postgres';
  /** The newest migration of this version: archives of another schema are not taken. */
  readonly schema: string;
  /** All rows of one moment, in the same order from every engine. Takes them from the database as they are asked for. */
  exportRows(): AsyncIterable<ArchivePart>;
  /**
   * Fills an empty database, in one transaction that ends with a look at every account. Triggers stay in force.
   *
   * @throws ArchiveRefused, or whatever `parts` throws, and then nothing was written
   */
  importRows(parts: AsyncIterable<ArchivePart>): Promise<void>;
}

/** A table, and then its rows in as many parts as it takes; a table without rows comes as well. */
export type ArchivePart = { readonly table: ArchiveTable } | { readonly rows: readonly ArchiveRow[] };

export type ArchiveTable = {
  readonly name: string;
  /** The columns by which rows are ordered and told apart. */
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: 'text' | 'integer' | 'bytes' }[];
};

/** One value for each column: text as it is, integers in decimal, bytes in base64. */
export type ArchiveRow = readonly (string | null)[];
