// Finds a Chrome or Chromium for the browser tests, or fetches one.
//
//   node scripts/browser.mjs     prints its path
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const COMMANDS = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];

const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    process.env[variable] ? [join(process.env[variable], 'Google/Chrome/Application/chrome.exe')] : [],
  ),
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
];

/** Longest that fetching a browser may take. */
const FETCH_LIMIT_MS = 10 * 60_000;

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...onPath, ...USUAL_PLACES].find(runs);
}

/** Fetching talks on stderr, so that stdout has the path alone. */
function fetchWith(command, args) {
  console.error(`No browser found: ${[command, ...args].join(' ')}`);
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    timeout: FETCH_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

function fromDebian() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return undefined;
  fetchWith('apt-get', ['update', '-q', '-o', 'Acquire::Retries=3']);
  const done = fetchWith('apt-get', [
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    '-o',
    'Acquire::Retries=3',
    'chromium',
  ]);
  return done ? installed() : undefined;
}

async function fromPlaywright() {
  const { chromium } = await import('playwright-core');
  if (runs(chromium.executablePath())) return chromium.executablePath();
  const cli = join('node_modules', 'playwright-core', 'cli.js');
  if (!fetchWith(process.execPath, [cli, 'install', 'chromium'])) return undefined;
  return runs(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * The path of a browser that can be started: `CHROME_PATH`, an installed one, or one fetched now.
 *
 * @returns {Promise<string>}
 * @throws {Error} with a sentence that says what to do
 */
export async function findBrowser() {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (runs(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, which cannot be run. Unset it, or name a Chrome or Chromium.`);
  }
  const found = installed() ?? fromDebian() ?? (await fromPlaywright());
  if (found) return found;
  throw new Error(
    'No Chrome or Chromium was found and none could be fetched. Install one (on Debian: apt-get install chromium; ' +
      'elsewhere: npx playwright-core install chromium), or set CHROME_PATH to one, and run this again.',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await findBrowser());
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
