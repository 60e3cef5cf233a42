import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare, shrink } from './picture.js';

const KEPT = new URL('pictures/', import.meta.url);
/** Pictures that differ are written here for review; git ignores the folder. */
const FAILED = new URL('pictures-that-differ/', import.meta.url);

/** `UPDATE_PICTURES=1` keeps the new pictures instead of comparing them. */
const isUpdating = process.env['UPDATE_PICTURES'] === '1';

const file = (folder: URL, name: string): URL => new URL(`${name}.png`, folder);

function write(folder: URL, name: string, png: Buffer): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file(folder, name), png);
  return fileURLToPath(file(folder, name));
}

function kept(name: string): Buffer | null {
  try {
    return readFileSync(file(KEPT, name));
  } catch {
    return null;
  }
}

export const keptNames = (): string[] =>
  readdirSync(KEPT)
    .map((name) => name.replace('.png', ''))
    .sort();

export function forgetOthers(names: readonly string[]): void {
  if (!isUpdating) return;
  for (const name of keptNames()) if (!names.includes(name)) rmSync(file(KEPT, name));
}

export const clearFailed = (): void => rmSync(FAILED, { recursive: true, force: true });

export function wrongWith(name: string, seen: Buffer): string | null {
  const before = kept(name);
  const comparison = before ? compare(before, seen) : null;
  if (comparison?.outcome === 'same') return null;
  if (isUpdating) {
    write(KEPT, name, shrink(seen));
    return null;
  }
  const actual = write(FAILED, name, seen);
  if (!comparison) return `There is no picture of it yet. It is ${actual}; UPDATE_PICTURES=1 keeps it.`;
  if (comparison.shown) write(FAILED, `${name}-difference`, comparison.shown);
  return `${comparison.how}: ${actual}. UPDATE_PICTURES=1 keeps it as it is now.`;
}
