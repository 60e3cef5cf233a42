import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Usage } from '../../../server/contract/index.js';
import type { Reader } from '../../kit/client/request.js';
import { inTime } from '../../kit/client/timer.js';
import { daysOf } from '../controls/ranges.js';
import type { View } from '../figures/view.js';

/** "usage-", credit type, first and last day. */
export function fileNameOf({ creditTypeId, timeZone, ...period }: Usage): string {
  const { from, to } = daysOf({ fromMs: Date.parse(period.from), toMs: Date.parse(period.to) }, timeZone);
  return `usage-${creditTypeId}-${from}-${to}.csv`.replace(/[^\w.-]/g, '-');
}

/** The request carries the customer's token, so a plain link would not do. Resolves with `false` after a failure. */
export async function download(read: Reader, path: string, fileName: string): Promise<boolean> {
  try {
    const blob = await inTime(async (signal) => (await read(path, signal)).blob());
    const url = URL.createObjectURL(blob);
    const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
    link.click();
    // The browser has read the URL by then. An unrevoked URL would keep the file in memory until the page closes.
    setTimeout(() => URL.revokeObjectURL(url));
    return true;
  } catch {
    return false;
  }
}

export const buttonsTemplate = (
  { words }: View,
  isTable: boolean,
  onView: () => void,
  onExport: () => unknown,
): TemplateResult =>
  html`<button class="quiet" @click=${onView}>${isTable ? words.showChart : words.showTable}</button
    ><button class="quiet" @click=${onExport}>${words.export}</button>`;
