import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { blocksOf, pathWithNpx } from '../docs/blocks.js';
import { newFolder } from '../store/sqlite-file.js';
import { soon } from './window.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = newFolder();
let browser: Browser;
let shell: ChildProcess;
let host: number;
let [said, failed] = ['', ''];

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/**
 * Runs the page unchanged except for its ports: the TypeScript as backend.ts, everything else in one shell. The calls
 * to the API run twice, because the page says that repeating them is safe.
 */
async function runPage(): Promise<void> {
  const blocks = blocksOf('quickstart.md');
  const ports = [await freePort(), await freePort()] as const;
  const of = (language: string) =>
    blocks
      .filter((block) => block.language === language)
      .flatMap(({ code }) => (code.startsWith('call ') ? [code, code] : [code]))
      .map((code) => code.replaceAll(':8787', `:${ports[0]}`).replace(/\b3000\b/g, String(ports[1])))
      .join('\n');
  host = ports[1];
  writeFileSync(join(folder.path, 'backend.ts'), of('ts'));
  writeFileSync(join(folder.path, 'package.json'), '{ "type": "module" }');
  const modules = join(folder.path, 'node_modules');
  mkdirSync(modules);
  symlinkSync(ROOT, join(modules, 'drawdown'));
  symlinkSync(join(ROOT, 'node_modules/@types'), join(modules, '@types'));
  // The page does not set the port of the sandbox, because it uses the default.
  const env = { PATH: pathWithNpx(folder.path), PORT: String(ports[0]) };
  shell = spawn('sh', ['-euc', of('sh')], { cwd: folder.path, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  shell.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  shell.stderr?.on('data', (chunk: Buffer) => (failed += chunk.toString()));
}

beforeAll(async () => {
  [browser] = await Promise.all([launchBrowser(), runPage()]);
});

afterAll(async () => {
  await browser.close();
  const gone = shell.exitCode === null ? once(shell, 'close') : null;
  if (shell.pid !== undefined && gone) process.kill(-shell.pid, 'SIGTERM');
  await gone;
  folder.remove();
});

test('the quickstart ends with a balance that updates in a page', async () => {
  await soon(() => said + failed).toMatch(/Open http/);
  expect(said).toMatch(/("available":"20"[^]*){2}^\{"token":"[^]*^Credits left: 17\nCredits missing: 983\nOpen /m);
  const page = await browser.newPage();
  const number = () => page.locator('credits-balance [part="number"] .full').innerText();
  await page.goto(`http://localhost:${host}/`);
  await soon(number).toBe('17');
  for (let left = 16; left >= 0; left -= 1) {
    await page.click('button');
    await soon(number).toBe(String(left));
  }
  await page.click('button');
  await soon(() => said).toMatch(/\nCredits missing: 1\n$/);
  expect(await number()).toBe('0');
});

test('its TypeScript compiles in the strictest mode', async () => {
  const strict = ['--noEmit', '--strict', '--noUncheckedIndexedAccess', '--exactOptionalPropertyTypes'];
  const target = ['--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', '--types', 'node'];
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  const compile = promisify(execFile)(process.execPath, [compiler, ...strict, ...target, 'backend.ts'], {
    cwd: folder.path,
  });
  await expect(compile).resolves.toMatchObject({ stdout: '' });
});
