import type { Usage } from '../../server/contract/index.js';
import type { Reader } from '../kit/client/request.js';
import { daysOf } from './ranges.js';

/** The name of the file for what is shown: whose usage, from which day to which. */
export function fileNameOf({ creditTypeId, timeZone, ...period }: Usage): string {
  const { from, to } = daysOf({ fromMs: Date.parse(period.from), toMs: Date.parse(period.to) }, timeZone);
  return `usage-${creditTypeId}-${from}-${to}.csv`.replace(/[^\w.-]/g, '-');
}

/** Fetches a file as the customer and hands it to the browser's downloads; says whether it came. */
export async function download(read: Reader, path: string, fileName: string): Promise<boolean> {
  try {
    const response = await read(path, new AbortController().signal);
    const url = URL.createObjectURL(await response.blob());
    const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
    link.click();
    // By then the browser has taken it; kept, it would stay in memory as long as the page.
    setTimeout(() => URL.revokeObjectURL(url));
    return true;
  } catch {
    return false;
  }
}
