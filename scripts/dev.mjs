// `npm run dev`: builds, runs the demo and watches the sources. A change in the server or the widgets builds them. Every
// change restarts the demo and reloads its open pages.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { createInterface } from 'node:readline';
import { whyNotBuilt } from './built-from.mjs';
import { createReloadingProxy } from './dev-proxy.mjs';
import { run } from './run.mjs';

const PORT = Number(process.env.PORT ?? 8787);
const HOST = process.env.HOST ?? '127.0.0.1';
/** Editors write a file in several steps, and several files together. */
const QUIET_MS = 100;
const BUILDS = { server: 'build:server', widgets: 'build:widgets', demo: null };

const changed = new Set();
/** The running build or demo. @type {import('node:child_process').ChildProcess | null} */
let child = null;
let isBusy = false;
let isStopping = false;

const proxy = createReloadingProxy();

/** Uses a new process group, so that Ctrl-C reaches only this process, which then ends the group in order. */
function start(command, args, options) {
  child = spawn(command, args, { detached: true, ...options });
  return child;
}

const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;

async function end() {
  if (!isRunning()) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await exited;
}

async function build(script) {
  console.log(`\n── ${script}`);
  const [code] = await once(
    start('npm', ['run', '--silent', script], { stdio: ['ignore', 'inherit', 'inherit'] }),
    'exit',
  );
  return code === 0;
}

async function startDemo() {
  const env = { ...process.env, PORT: '0', HOST: '127.0.0.1' };
  const demo = start(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const listening = new Promise((resolve) => {
    createInterface(demo.stdout).on('line', (line) => {
      const [, port] = /^listening on http:\S+:(\d+)\/$/.exec(line) ?? [];
      if (port) resolve(Number(port));
      else console.log(line);
    });
  });
  proxy.forwardTo(await Promise.race([listening, once(demo, 'exit').then(() => null)]));
  console.log(
    isRunning() ? `listening on http://localhost:${PORT}/` : '✗ The demo ended. It starts again after a change.',
  );
}

/** Builds and restarts until no change is left. Two builds never run together: one could read what the other writes. */
async function catchUp() {
  if (isBusy || isStopping) return;
  isBusy = true;
  while (changed.size > 0 && !isStopping) {
    const scripts = [...changed].map((folder) => BUILDS[folder]).filter(Boolean);
    changed.clear();
    await end();
    let isBuilt = true;
    for (const script of scripts) isBuilt &&= !isStopping && (await build(script));
    if (!isBuilt || isStopping) continue;
    await startDemo();
    proxy.reload();
  }
  isBusy = false;
}

/** The terminal and `npm` both send the signal, so the second signal must not interrupt the first. */
async function stop() {
  if (isStopping) return;
  isStopping = true;
  proxy.close();
  proxy.closeAllConnections();
  await end();
  process.exit(0);
}

if (whyNotBuilt() !== null && (await run('npm run --silent build')) !== 0) process.exit(1);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
proxy.on('error', (error) => {
  console.error(error.code === 'EADDRINUSE' ? `Port ${PORT} is taken: PORT=8788 npm run dev` : error.message);
  void end().then(() => process.exit(1));
});
await once(proxy.listen(PORT, HOST), 'listening');

let timer;
for (const folder of Object.keys(BUILDS)) {
  watch(folder, { recursive: true }, (_, file) => {
    if (file === null || /\.test\.ts$|~$|\.tsbuildinfo$/.test(file)) return;
    changed.add(folder);
    clearTimeout(timer);
    timer = setTimeout(() => void catchUp(), QUIET_MS);
  });
}
changed.add('demo');
await catchUp();
