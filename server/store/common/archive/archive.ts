import type { ArchiveRow, ArchiveTable } from '../../ports/maintenance.js';

/** What both engines agree on when a ledger is moved: which tables go along, in which order, and what is fresh. */

/**
 * The only tables that stay behind; any other is exported without being named here. What migrations were applied is a
 * matter of each database, and who holds a job that of its servers.
 */
export const STAY_BEHIND: ReadonlySet<string> = new Set(['leases', 'migrations']);

/** Rows that a migration or the start of a server puts there: a database in which they are still so, and nothing else is, counts as empty. */
export const SEEDED: ReadonlyMap<string, string> = new Map([
  ['catalog_head', 'id = 1 AND revision = 0'],
  // Of a server that has started and written nothing. A trigger refuses an archive of the other mode.
  ['store_mode', 'id = 1'],
]);

/** Rows that are read, written and sent together. */
export const ROWS_TOGETHER = 500;

/** What the archive says or is does not fit: nothing was written. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

export type FoundColumn = {
  readonly table: string;
  readonly column: string;
  /** As the engine calls it. */
  readonly type: string;
};

/** One column of a key: of the primary one, or of one that is unique besides. */
export type FoundKey = {
  readonly table: string;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly column: string;
};

/**
 * The tables as the database itself describes them, in an order that is the same in every engine: by name, and in each
 * the columns of its key first, then the others by name.
 *
 * @param keys with the columns of each in their order; generated columns are in neither list
 * @param types what the engine calls the three types there are
 */
export function describeTables(
  columns: readonly FoundColumn[],
  keys: readonly FoundKey[],
  types: ReadonlyMap<string, ArchiveTable['columns'][number]['type']>,
): readonly ArchiveTable[] {
  const names = new Set(columns.map(({ table }) => table).filter((table) => !STAY_BEHIND.has(table)));
  return [...names].sort().map((name) => {
    const key = keyOf(keys.filter(({ table }) => table === name));
    if (key.length === 0) throw new Error(`table ${name} has no key, so its rows have no order`);
    const found = new Map(
      columns.filter(({ table }) => table === name).map(({ column, type }) => [column, type.toLowerCase()]),
    );
    const rest = [...found.keys()].filter((column) => !key.includes(column)).sort();
    return {
      name,
      key,
      columns: [...key, ...rest].map((column) => {
        const type = types.get(found.get(column) ?? '');
        if (type === undefined) throw new Error(`column ${name}.${column} has a type that archives have no form for`);
        return { name: column, type };
      }),
    };
  });
}

/**
 * Engines cluster some tables differently, so a unique key that is not the primary one comes first: there both have the
 * same. Of several it is the one whose columns come first in the alphabet, because names are each engine's own.
 */
function keyOf(keys: readonly FoundKey[]): readonly string[] {
  const columnsOf = (name: string) => keys.filter((key) => key.name === name).map(({ column }) => column);
  const lists = (isPrimary: boolean) =>
    [...new Set(keys.filter((key) => key.isPrimary === isPrimary).map(({ name }) => name))].map(columnsOf);
  const [first] = lists(false).sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return first ?? lists(true)[0] ?? [];
}

/** Follows the tables of an archive as they come, and holds each against the one of the same name here. */
export class Arrivals {
  readonly #expected: Map<string, ArchiveTable>;
  #current: ArchiveTable | null = null;
  #rows = 0;

  constructor(tables: readonly ArchiveTable[]) {
    this.#expected = new Map(tables.map((table) => [table.name, table]));
  }

  /** @returns the table as it is here, with its columns in the order of the archive */
  begin(arriving: ArchiveTable): ArchiveTable {
    const own = this.#expected.get(arriving.name);
    if (!own) throw new ArchiveRefused(`the archive has a table ${arriving.name} that is unknown here or comes twice`);
    this.#expected.delete(arriving.name);
    const shape = ({ columns }: ArchiveTable) =>
      columns
        .map(({ name, type }) => `${name} ${type}`)
        .sort()
        .join(', ');
    if (shape(own) !== shape(arriving)) {
      throw new ArchiveRefused(`table ${own.name} has the columns ${shape(own)}; the archive has ${shape(arriving)}`);
    }
    this.#current = { ...own, columns: arriving.columns };
    this.#rows = 0;
    return this.#current;
  }

  /** Writes rows by `insert`, and says which ones where they are refused. */
  async add(rows: readonly ArchiveRow[], insert: () => Promise<void> | void): Promise<void> {
    try {
      await insert();
    } catch (error) {
      const where = `${this.#current?.name}, rows ${this.#rows + 1} to ${this.#rows + rows.length}`;
      throw new ArchiveRefused(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    this.#rows += rows.length;
  }

  end(): void {
    const [missing] = this.#expected.keys();
    if (missing !== undefined) throw new ArchiveRefused(`the archive has no table ${missing}`);
  }
}

/** @throws ArchiveRefused with the first of what is wrong with the rows that arrived */
export async function requireSound(findings: AsyncIterable<string> | Iterable<string>): Promise<void> {
  for await (const finding of findings) throw new ArchiveRefused(`what the archive holds does not add up: ${finding}`);
}
