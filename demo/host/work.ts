import { hash } from 'node:crypto';
import { type Client, DrawdownError } from 'drawdown/client';
import type { EventReceipt } from 'drawdown/server';
import type { ActionId } from '../page/names.js';
import { sumOf } from './decimal.js';
import { artTitle, reply } from './muse.js';

/** What the page is told of a piece of work. */
export type WorkResult =
  | { readonly outcome: 'done'; readonly title: string; readonly cost: string; readonly art?: string }
  | {
      readonly outcome: 'refused';
      readonly required: string;
      readonly available: string;
      readonly creditTypeId: string;
    };

/** `key` names this piece of work: sent twice, it is done and charged once. */
export type Order = { readonly customerId: string; readonly action: ActionId; readonly key: string };

const BATCH = 25;
const CLIP_MINUTES = 2;

/**
 * Does the work and reports it. `enforce` asks first and charges in one step: what a hard plan does not allow is
 * refused, and not done.
 *
 * @throws DrawdownError for whatever is not about credits
 */
export async function perform(client: Client, order: Order): Promise<WorkResult> {
  try {
    return await WORK[order.action](client, order);
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return refusal;
  }
}

const WORK: Readonly<Record<ActionId, (client: Client, order: Order) => Promise<WorkResult>>> = {
  async message(client, { customerId, key }) {
    const receipt = await client.events.report({ ...base(customerId, key), featureId: 'chat-message' });
    return { outcome: 'done', title: `“${reply(key)}”`, cost: costOf([receipt]) };
  },

  async image(client, { customerId, key }) {
    const receipt = await client.events.report({ ...base(customerId, key), featureId: 'image' });
    return { outcome: 'done', title: artTitle(key), cost: costOf([receipt]), art: `/studio/art/${key}.svg` };
  },

  async batch(client, { customerId, key }) {
    const lengths = Array.from({ length: BATCH }, (_, place) => lengthOf(`${key}:${place}`));
    const reports = await Promise.allSettled(
      lengths.map((tokens, place) =>
        client.events.report({
          ...base(customerId, `${key}:${place}`),
          eventName: 'completion.finished',
          dimensions: { tokens, model: 'northlight-2' },
        }),
      ),
    );
    const receipts = reports.flatMap((report) => (report.status === 'fulfilled' ? [report.value] : []));
    const failed = reports.find((report) => report.status === 'rejected');
    // The refused ones were not written; a batch that came halfway is worth what it wrote.
    if (failed && (receipts.length === 0 || !refusalIn(failed.reason))) throw failed.reason;
    const written = receipts.length === BATCH ? `${BATCH}` : `${receipts.length} of ${BATCH}`;
    return { outcome: 'done', title: `${written} completions written`, cost: costOf(receipts) };
  },

  async render(client, { customerId, key }) {
    const receipt = await client.events.report({
      ...base(customerId, key),
      eventName: 'render.finished',
      dimensions: { minutes: CLIP_MINUTES },
    });
    return { outcome: 'done', title: 'Clip rendered, two minutes of it', cost: costOf([receipt]) };
  },
};

const base = (customerId: string, idempotencyKey: string) => ({ customerId, idempotencyKey, enforce: true });

/** How much a completion wrote: the same for the same key, so that a report sent again says the same. */
const lengthOf = (key: string): number => 300 + (parseInt(hash('sha256', key).slice(0, 4), 16) % 1500);

function costOf(receipts: readonly EventReceipt[]): string {
  const charges = receipts.flatMap((receipt) => receipt.charges);
  const cost = sumOf(charges.map(({ amount }) => amount));
  const unit = charges[0]?.creditTypeId === 'render-minutes' ? 'minute' : 'token';
  return `${cost} ${cost === '1' ? unit : `${unit}s`}`;
}

function refusalIn(error: unknown): WorkResult | null {
  if (!(error instanceof DrawdownError) || error.code !== 'insufficient_credits') return null;
  const { required = '', available = '', creditTypeId } = error.problem ?? {};
  return { outcome: 'refused', required, available, creditTypeId: creditTypeId ?? 'ai-tokens' };
}
