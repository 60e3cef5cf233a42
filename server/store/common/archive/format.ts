import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ArchiveRefused, ROWS_TOGETHER } from './archive.js';
import type { Archive, ArchivePart, ArchiveRow, ArchiveTable } from '../../ports/maintenance.js';

/**
 * An archive is text with one JSON value per line: a header, then each table followed by its rows, then a trailer. The
 * trailer has the row counts and a checksum of all lines before it, so that a cut or altered file is refused.
 */

const FORMAT = 1;
const LONGEST_LINE = 64 * 1024 * 1024;
const LINE_BREAK = 0x0a;
const SHOWN = 80;

type ArchiveHeader = {
  readonly archive: 'drawdown';
  readonly format: number;
  readonly schema: string;
  readonly engine: string;
  readonly exportedAt: string;
};

/** `content` is the SHA-256 of the lines between header and trailer. Equal ledgers have equal hashes in any engine. */
export type ArchiveTrailer = {
  readonly rows: Readonly<Record<string, number>>;
  readonly content: string;
  readonly sha256: string;
};

export async function* encodeArchive(archive: Archive, nowMs: number): AsyncGenerator<string, ArchiveTrailer> {
  const { schema, engine } = archive;
  const exportedAt = new Date(nowMs).toISOString();
  const sums = new Sums();
  const header: ArchiveHeader = { archive: 'drawdown', format: FORMAT, schema, engine, exportedAt };
  const first = JSON.stringify(header);
  sums.header(first);
  yield `${first}\n`;
  for await (const part of archive.exportRows()) yield sums.encode(part);
  const trailer = sums.trailer();
  yield `${JSON.stringify(trailer)}\n`;
  return trailer;
}

export async function contentOf(parts: AsyncIterable<ArchivePart> | Iterable<ArchivePart>): Promise<string> {
  const sums = new Sums();
  for await (const part of parts) sums.encode(part);
  return sums.trailer().content;
}

/**
 * @returns the trailer, after all rows are imported
 * @throws ArchiveRefused if the bytes are not an archive, are cut or altered, or have another format or schema
 */
export async function importArchive(archive: Archive, bytes: AsyncIterable<Buffer>): Promise<ArchiveTrailer> {
  const lines = splitLines(bytes);
  const first = await lines.next();
  const sums = new Sums();
  if (first.done) throw new ArchiveRefused('the archive is empty');
  sums.header(first.value);
  checkHeader(parse(first.value), archive.schema);
  const decoder = { trailer: null as ArchiveTrailer | null };
  await archive.importRows(decode(lines, sums, decoder));
  if (!decoder.trailer) throw new ArchiveRefused('the archive was not read to its end');
  return decoder.trailer;
}

function checkHeader(header: unknown, schema: string): void {
  const given = (header ?? {}) as Partial<ArchiveHeader>;
  if (given.archive !== 'drawdown') throw new ArchiveRefused('this is not an archive that drawdown export wrote');
  if (given.format !== FORMAT) {
    throw new ArchiveRefused(`the archive has the format ${given.format}; this version reads ${FORMAT}`);
  }
  if (given.schema === schema) return;
  throw new ArchiveRefused(
    `the archive has the schema ${given.schema} and this version ${schema}: ` +
      'export and import with the same version (drawdown migrate brings an older database up to it)',
  );
}

async function* decode(
  lines: AsyncIterable<string>,
  sums: Sums,
  decoder: { trailer: ArchiveTrailer | null },
): AsyncGenerator<ArchivePart> {
  let table: ArchiveTable | null = null;
  let rows: ArchiveRow[] = [];
  for await (const line of lines) {
    if (decoder.trailer) throw new ArchiveRefused('the archive goes on after its end');
    const value = parse(line);
    if (isRow(value, table)) {
      sums.row(line);
      rows.push(value);
      if (rows.length < ROWS_TOGETHER) continue;
    }
    if (rows.length > 0) yield { rows };
    rows = [];
    if (Array.isArray(value)) continue;
    table = tableOf(value);
    if (table) {
      sums.table(line, table.name);
      yield { table };
    } else decoder.trailer = checkTrailer(value, sums.trailer());
  }
  if (!decoder.trailer) throw new ArchiveRefused('the archive was cut: its last line is missing');
}

function isRow(value: unknown, table: ArchiveTable | null): value is ArchiveRow {
  if (!Array.isArray(value)) return false;
  const row: readonly unknown[] = value;
  const fits =
    row.length === table?.columns.length &&
    row.every((each, index) => each === null || (typeof each === 'string' && FORMS[typeAt(table, index)].test(each)));
  if (!fits) throw new ArchiveRefused(`a row that does not fit its table ${table?.name ?? ''}: ${shorten(value)}`);
  return true;
}

type ColumnType = ArchiveTable['columns'][number]['type'];
const FORMS: Readonly<Record<ColumnType, RegExp>> = {
  text: /^/,
  integer: /^-?\d{1,19}$/,
  bytes: /^[A-Za-z0-9+/]*={0,2}$/,
};
const typeAt = (table: ArchiveTable, index: number): ColumnType => table.columns[index]?.type ?? 'text';

const TableLine = z.strictObject({
  table: z.string(),
  key: z.array(z.string()),
  columns: z.record(z.string(), z.enum(['text', 'integer', 'bytes'])),
});

function tableOf(value: unknown): ArchiveTable | null {
  const { data } = TableLine.safeParse(value);
  if (!data) return null;
  const columns = Object.entries(data.columns).map(([name, type]) => ({ name, type }));
  return { name: data.table, key: data.key, columns };
}

function checkTrailer(value: unknown, expected: ArchiveTrailer): ArchiveTrailer {
  if (typeof value !== 'object' || value === null || !('sha256' in value)) {
    throw new ArchiveRefused(`a line that has no place in an archive: ${shorten(value)}`);
  }
  if (JSON.stringify(value) === JSON.stringify(expected)) return expected;
  throw new ArchiveRefused('the archive was altered: its lines do not have the checksum that its last line states');
}

class Sums {
  readonly #all = createHash('sha256');
  readonly #content = createHash('sha256');
  readonly #rows: Record<string, number> = {};
  #table = '';

  header(line: string): void {
    this.#all.update(`${line}\n`);
  }
  table(line: string, name: string): void {
    this.#table = name;
    this.#rows[name] = 0;
    this.#add(line);
  }
  row(line: string): void {
    this.#rows[this.#table] = (this.#rows[this.#table] ?? 0) + 1;
    this.#add(line);
  }
  encode(part: ArchivePart): string {
    if ('table' in part) {
      const { name, key, columns } = part.table;
      const types = Object.fromEntries(columns.map((column) => [column.name, column.type]));
      const line = JSON.stringify({ table: name, key, columns: types });
      this.table(line, name);
      return `${line}\n`;
    }
    const lines = part.rows.map((row) => JSON.stringify(row));
    for (const line of lines) this.row(line);
    return `${lines.join('\n')}\n`;
  }
  trailer(): ArchiveTrailer {
    return { rows: this.#rows, content: this.#content.copy().digest('hex'), sha256: this.#all.copy().digest('hex') };
  }
  #add(line: string): void {
    const text = `${line}\n`;
    this.#all.update(text);
    this.#content.update(text);
  }
}

/** Yields complete lines. Bytes after the last line break mean that the archive was cut. */
async function* splitLines(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let waiting = 0;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end >= 0; end = chunk.indexOf(LINE_BREAK, start)) {
      const last = chunk.subarray(start, end);
      yield rest.length === 0 ? last.toString() : Buffer.concat([...rest, last]).toString();
      rest = [];
      waiting = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    rest.push(chunk.subarray(start));
    waiting += chunk.length - start;
    if (waiting > LONGEST_LINE) throw new ArchiveRefused('this is not an archive: a line of it has no end');
  }
  if (waiting > 0) throw new ArchiveRefused('the archive was cut in the middle of a line');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new ArchiveRefused(`a line that is no JSON: ${line.slice(0, SHOWN)}`);
  }
}

const shorten = (value: unknown) => JSON.stringify(value).slice(0, SHOWN);
