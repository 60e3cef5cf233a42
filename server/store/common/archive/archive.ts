import type { ArchiveRow, ArchiveTable } from '../../ports/maintenance.js';

/** Each database tracks its own migrations, and its servers hold its leases. All other tables are exported. */
export const STAY_BEHIND: ReadonlySet<string> = new Set(['leases', 'migrations']);

/** Rows that a migration or the start of a server inserts. A database with only these rows counts as empty. */
export const SEEDED: ReadonlyMap<string, string> = new Map([
  ['catalog_head', 'id = 1 AND revision = 0'],
  // A server writes its mode when it starts. A trigger refuses an archive of the other mode.
  ['store_mode', 'id = 1'],
]);

export const ROWS_TOGETHER = 500;

/** The archive is invalid or does not fit this database. Nothing was written. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

export type FoundColumn = {
  readonly table: string;
  readonly column: string;
  readonly type: string;
};

/** One column of the primary key or of another unique key. */
export type FoundKey = {
  readonly table: string;
  readonly name: string;
  readonly isPrimary: boolean;
  readonly column: string;
};

/**
 * Describes the tables in an order that is the same in every engine: by name, with the columns of the key first and the
 * others by name.
 *
 * @param columns all columns except generated ones
 * @param keys the columns of each key in their order
 * @param types the archive's type for each type name of the engine
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
 * Engines have different primary keys for some tables, but the same other unique keys, so these come first. Of several
 * keys, the alphabetically first list of columns is taken, because the names of keys differ between engines.
 */
function keyOf(keys: readonly FoundKey[]): readonly string[] {
  const columnsOf = (name: string) => keys.filter((key) => key.name === name).map(({ column }) => column);
  const lists = (isPrimary: boolean) =>
    [...new Set(keys.filter((key) => key.isPrimary === isPrimary).map(({ name }) => name))].map(columnsOf);
  const [first] = lists(false).sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return first ?? lists(true)[0] ?? [];
}

/** Compares each table of an archive with the table of the same name in this database. */
export class Arrivals {
  readonly #expected: Map<string, ArchiveTable>;
  #current: ArchiveTable | null = null;
  #rows = 0;

  constructor(tables: readonly ArchiveTable[]) {
    this.#expected = new Map(tables.map((table) => [table.name, table]));
  }

  /** @returns the table of this database, with its columns in the order of the archive */
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

/** @throws ArchiveRefused with the first finding */
export async function requireSound(findings: AsyncIterable<string> | Iterable<string>): Promise<void> {
  for await (const finding of findings) throw new ArchiveRefused(`what the archive holds does not add up: ${finding}`);
}
