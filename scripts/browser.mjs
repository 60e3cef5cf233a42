// Finds or fetches a Chrome or Chromium for the browser tests, and prints its path.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchWith, installFromDebian } from './debian.mjs';

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

/** The default font of Debian is wider than the fonts of most pages, so words would overflow. */
function fromDebian() {
  return installFromDebian('chromium', 'fonts-liberation') ? installed() : undefined;
}

async function fromPlaywright() {
  const { chromium } = await import('playwright-core');
  if (runs(chromium.executablePath())) return chromium.executablePath();
  const cli = join('node_modules', 'playwright-core', 'cli.js');
  if (!fetchWith(process.execPath, [cli, 'install', 'chromium'])) return undefined;
  return runs(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * The path of a browser: `CHROME_PATH`, an installed browser, or a browser fetched now.
 *
 * @returns {Promise<string>}
 * @throws {Error} if there is none; the message says what to do
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
