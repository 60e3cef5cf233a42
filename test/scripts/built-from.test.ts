import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { digestOfSources, forgetBuild, recordBuild, whyNotBuilt } from '../../scripts/built-from.mjs';

const SOURCES = ['package.json', 'package-lock.json', 'tsconfig.base.json', 'vite.config.ts'];
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'drawdown-built-'));
  for (const path of [...SOURCES, 'server', 'widgets', 'scripts']) {
    cpSync(path, join(project, path), { recursive: true });
  }
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

const build = () => recordBuild(digestOfSources(project), project);
const write = (file: string) => writeFileSync(join(project, file), '// changed\n');

test('a folder without a complete build is not built', () => {
  expect(whyNotBuilt(project)).toMatch(/no complete build.*npm run build/);
  build();
  expect(whyNotBuilt(project)).toBeNull();
  forgetBuild(project);
  expect(whyNotBuilt(project)).toMatch(/no complete build/);
});

test.each(['server/index.ts', 'server/new.ts', 'widgets/cdn.ts', 'vite.config.ts', 'scripts/manifest/analyse.mjs'])(
  'a build is stale after %s changes',
  (file) => {
    build();
    write(file);
    expect(whyNotBuilt(project)).toMatch(/older than the sources.*npm run build/);
  },
);

test('a build is stale after a source is deleted', () => {
  build();
  rmSync(join(project, 'server/index.ts'));
  expect(whyNotBuilt(project)).toMatch(/older than the sources/);
});

test.each(['server/new.test.ts', 'widgets/test/world.ts', 'widgets/surface.txt'])(
  'a build stays current after %s changes, because it is not a source',
  (file) => {
    build();
    write(file);
    expect(whyNotBuilt(project)).toBeNull();
  },
);
