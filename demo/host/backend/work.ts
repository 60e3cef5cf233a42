import { type Client, DrawdownError } from 'drawdown/client';
import type { EventReceipt } from 'drawdown/server';
import { type CustomerId, USERS } from '../../seed/customers.js';
import { sumOf } from '../../shared/amounts.js';
import type { ActionId, Output, WorkResult } from '../../shared/work.js';
import { numberBetween, numberFor } from './generator.js';

/** An order that is sent twice with the same `key` is charged once. */
export type Order = { readonly customerId: CustomerId; readonly action: ActionId; readonly key: string };

const BATCH_SIZE = 500;
const CLIP_MINUTES = 2;

/**
 * Reports the usage with `enforce`, which checks and charges in one step.
 *
 * @throws DrawdownError for every error except insufficient credits
 */
export async function perform(client: Client, order: Order): Promise<WorkResult> {
  try {
    return await WORK[order.action](client, order);
  } catch (error) {
    const refusal = error instanceof DrawdownError ? refusalOf(error.problem ?? {}) : null;
    if (!refusal) throw error;
    return refusal;
  }
}

const pictureUrl = (key: string): string => `/studio/pictures/${key}.svg`;

const WORK: Readonly<Record<ActionId, (client: Client, order: Order) => Promise<WorkResult>>> = {
  async message(client, order) {
    const receipt = await client.events.report({ ...base(order), featureId: 'chat-message' });
    const [tokensIn, tokensOut] = [numberBetween(order.key, 'in', 11, 48), numberBetween(order.key, 'out', 14, 40)];
    return resultOf([receipt], { kind: 'message', sample: numberFor(order.key, 'chat'), tokensIn, tokensOut });
  },

  async image(client, order) {
    const receipt = await client.events.report({ ...base(order), featureId: 'image' });
    const [sample, seed] = [numberFor(order.key, 'picture'), numberBetween(order.key, 'seed', 10_000, 99_999)];
    return resultOf([receipt], { kind: 'image', sample, picture: pictureUrl(order.key), seed });
  },

  async batch(client, order) {
    const startMs = performance.now();
    const captions = captionsOf(order);
    const { results } = await client.events.batch(captions.map(({ event }) => event));
    const receipts = results.filter((result) => 'eventId' in result);
    const refused = results.find((result) => 'code' in result);
    if (refused && receipts.length === 0) {
      const refusal = refusalOf(refused);
      if (refusal) return refusal;
      throw new Error(refused.detail);
    }
    const accepted = captions.filter((_, place) => 'eventId' in (results[place] ?? {}));
    const tokens = accepted.reduce((sum, caption) => sum + caption.tokens, 0);
    const seconds = (performance.now() - startMs) / 1000;
    return resultOf(receipts, { kind: 'batch', frames: BATCH_SIZE, captions: receipts.length, tokens, seconds });
  },

  async render(client, order) {
    const dimensions = { minutes: CLIP_MINUTES };
    const receipt = await client.events.report({ ...base(order), eventName: 'render.finished', dimensions });
    return resultOf([receipt], { kind: 'render', picture: pictureUrl(order.key) });
  },
};

const base = ({ customerId, key }: Order) => ({
  customerId,
  idempotencyKey: key,
  userId: USERS[customerId][0],
  enforce: true,
});

/** Keys and tokens depend only on the key of the order, so that a retry is identical. */
const captionsOf = (order: Order) =>
  Array.from({ length: BATCH_SIZE }, (_, place) => {
    const key = `${order.key}:${place}`;
    const tokens = numberBetween(key, 'caption', 20, 85);
    const dimensions = { tokens, model: 'northlight-2' };
    return { tokens, event: { ...base({ ...order, key }), eventName: 'completion.finished', dimensions } };
  });

function resultOf(receipts: readonly EventReceipt[], output: Output): WorkResult {
  const charges = receipts.flatMap((receipt) => receipt.charges);
  const cost = sumOf(charges.map(({ amount }) => amount));
  return { outcome: 'done', output, cost, creditTypeId: charges[0]?.creditTypeId ?? 'ai-tokens' };
}

type Problem = NonNullable<DrawdownError['problem']>;

function refusalOf({ code, required = '', available = '', creditTypeId = 'ai-tokens' }: Partial<Problem>) {
  if (code !== 'insufficient_credits') return null;
  return { outcome: 'refused', required, available, creditTypeId } as const;
}
