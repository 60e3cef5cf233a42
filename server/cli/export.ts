import { createWriteStream, openSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { type ArchiveTrailer, encodeArchive } from '../store/common/archive/format.js';
import type { Archive } from '../store/ports/maintenance.js';
import { tell } from './command.js';
import { openStore } from './store.js';

export function addExport(program: Command): void {
  program
    .command('export')
    .description('write the whole ledger as lines of JSON, as it is at one moment')
    .argument('[file]', 'a new file; one that exists is never overwritten; - is standard output', '-')
    .addHelpText(
      'after',
      '\nAny engine can import it: this is how a ledger moves from SQLite to PostgreSQL and back. It holds the names of\n' +
        'customers and the hashes of API keys. The last line has a checksum of all others.',
    )
    .action(exportTo);
}

async function exportTo(file: string): Promise<void> {
  const { maintenance } = await openStore();
  const { rows, content } = await write(maintenance, file);
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  tell(`exported ${total} rows of ${Object.keys(rows).length} tables, content ${content}`);
}

async function write(archive: Archive, file: string): Promise<ArchiveTrailer> {
  const end: { trailer: ArchiveTrailer | null } = { trailer: null };
  const text = Readable.from(
    (async function* () {
      end.trailer = yield* encodeArchive(archive, Date.now());
    })(),
  );
  if (file === '-') await pipeline(text, process.stdout, { end: false });
  else await toNewFile(file, text);
  if (!end.trailer) throw new Error('the export was not written to its end');
  return end.trailer;
}

async function toNewFile(file: string, text: Readable): Promise<void> {
  const fd = openSync(file, 'wx', 0o600);
  try {
    await pipeline(text, createWriteStream(file, { fd, flush: true }));
  } catch (error) {
    // Import would refuse a partial file, but people could mistake it for a complete export.
    rmSync(file, { force: true });
    throw error;
  }
}
