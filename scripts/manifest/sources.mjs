import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Skips imports of types, which bring no code. */
const IMPORT =
  /^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)\.js'|^import '(\.[^']+)\.js'|\bimport\('(\.[^']+)\.js'\)/gm;

export function readSources(folder) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\.d\.ts$|^test\//.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

export function reachedFrom(path, sources) {
  const reached = new Set([path]);
  for (const module of reached) {
    for (const [, ...found] of (sources.get(module) ?? '').matchAll(IMPORT)) {
      const imported = `${posix.join(dirname(module), found.find(Boolean))}.ts`;
      if (sources.has(imported)) reached.add(imported);
    }
  }
  return [...reached];
}
