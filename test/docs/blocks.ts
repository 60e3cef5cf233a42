import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { CLI } from '../support/cli.js';

type Block = { readonly language: 'sh' | 'ts'; readonly code: string };

/**
 * The shell and TypeScript blocks of a page, in order.
 *
 * @param section includes only blocks under the level-2 heading that starts with this text
 */
export function blocksOf(file: string, section?: string): readonly Block[] {
  const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  const part = section === undefined ? text : text.split(/^## /m).find((candidate) => candidate.startsWith(section));
  const found = (part ?? '').matchAll(/^```(sh|ts)\n(.*?)^```$/gms);
  return [...found].map(([, language, code = '']) => ({ language: language as Block['language'], code }));
}

/**
 * Puts an `npx` into the folder that runs the built `drawdown`, because the package is not installed there and nothing
 * may be downloaded. @returns the `PATH`
 */
export function pathWithNpx(folder: string): string {
  const npx = join(folder, 'npx');
  const node = `exec "${process.execPath}"`;
  const tsx = createRequire(import.meta.url).resolve('tsx/cli');
  const cases = [`drawdown) shift; ${node} "${CLI}" "$@" ;;`, `tsx) shift; ${node} "${tsx}" "$@" ;;`, '*) exit 127 ;;'];
  writeFileSync(npx, ['#!/bin/sh', 'case "$1" in', ...cases, 'esac', ''].join('\n'));
  chmodSync(npx, 0o755);
  return [folder, process.env['PATH']].join(delimiter);
}
