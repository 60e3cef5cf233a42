import { type Client, DrawdownError } from 'drawdown/client';
import type { EventReceipt } from 'drawdown/server';
import { sumOf } from '../page/decimal.js';
import type { ActionId } from '../page/names.js';
import { type CustomerId, USERS } from '../seed/customers.js';
import { numberFrom } from './muse.js';

/** What was made. `pick` chooses from what the models can say, in whichever language the reader reads. */
export type Made =
  | { readonly kind: 'message'; readonly pick: number; readonly tokensIn: number; readonly tokensOut: number }
  | { readonly kind: 'image'; readonly pick: number; readonly art: string; readonly seed: number }
  | {
      readonly kind: 'batch';
      readonly asked: number;
      readonly done: number;
      readonly tokens: number;
      readonly seconds: number;
    }
  | { readonly kind: 'render'; readonly art: string };

/** What the page is told of a piece of work. Amounts are decimal strings. */
export type WorkResult =
  | { readonly outcome: 'done'; readonly made: Made; readonly cost: string; readonly creditTypeId: string }
  | {
      readonly outcome: 'refused';
      readonly required: string;
      readonly available: string;
      readonly creditTypeId: string;
    };

/** `key` names this piece of work: sent twice, it is done and charged once. */
export type Order = { readonly customerId: CustomerId; readonly action: ActionId; readonly key: string };

const BATCH = 500;
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
    const refusal = error instanceof DrawdownError ? refusalIn(error.problem ?? {}) : null;
    if (!refusal) throw error;
    return refusal;
  }
}

const WORK: Readonly<Record<ActionId, (client: Client, order: Order) => Promise<WorkResult>>> = {
  async message(client, order) {
    const receipt = await client.events.report({ ...base(order), featureId: 'chat-message' });
    const [tokensIn, tokensOut] = [between(order.key, 'in', 11, 48), between(order.key, 'out', 14, 40)];
    return done([receipt], { kind: 'message', pick: numberFrom(order.key, 'chat'), tokensIn, tokensOut });
  },

  async image(client, order) {
    const receipt = await client.events.report({ ...base(order), featureId: 'image' });
    const [pick, seed] = [numberFrom(order.key, 'picture'), between(order.key, 'seed', 10_000, 99_999)];
    return done([receipt], { kind: 'image', pick, art: `/studio/art/${order.key}.svg`, seed });
  },

  async batch(client, order) {
    const startedMs = performance.now();
    const events = captionsOf(order);
    const { results } = await client.events.batch(events.map(({ event }) => event));
    const receipts = results.filter((result) => 'eventId' in result);
    const refused = results.find((result) => 'code' in result);
    // The refused ones were not written; a batch that came halfway is worth what it wrote.
    if (refused && receipts.length === 0) {
      const refusal = refusalIn(refused);
      if (refusal) return refusal;
      throw new Error(refused.detail);
    }
    const tokens = events.reduce(
      (sum, event, place) => ('eventId' in (results[place] ?? {}) ? sum + event.tokens : sum),
      0,
    );
    const seconds = (performance.now() - startedMs) / 1000;
    return done(receipts, { kind: 'batch', asked: BATCH, done: receipts.length, tokens, seconds });
  },

  async render(client, order) {
    const dimensions = { minutes: CLIP_MINUTES };
    const receipt = await client.events.report({ ...base(order), eventName: 'render.finished', dimensions });
    return done([receipt], { kind: 'render', art: `/studio/art/${order.key}.svg` });
  },
};

const base = ({ customerId, key }: Order) => ({
  customerId,
  idempotencyKey: key,
  userId: USERS[customerId][0],
  enforce: true,
});

const between = (key: string, about: string, low: number, high: number): number =>
  low + (numberFrom(key, about) % (high - low));

/** A caption for each frame, a raw event each. The same for the same key, so that a batch sent again says the same. */
const captionsOf = (order: Order) =>
  Array.from({ length: BATCH }, (_, place) => {
    const key = `${order.key}:${place}`;
    const tokens = between(key, 'caption', 20, 85);
    const dimensions = { tokens, model: 'northlight-2' };
    return { tokens, event: { ...base({ ...order, key }), eventName: 'completion.finished', dimensions } };
  });

function done(receipts: readonly EventReceipt[], made: Made): WorkResult {
  const charges = receipts.flatMap((receipt) => receipt.charges);
  const cost = sumOf(charges.map(({ amount }) => amount));
  return { outcome: 'done', made, cost, creditTypeId: charges[0]?.creditTypeId ?? 'ai-tokens' };
}

type Problem = NonNullable<DrawdownError['problem']>;

function refusalIn({ code, required = '', available = '', creditTypeId = 'ai-tokens' }: Partial<Problem>) {
  if (code !== 'insufficient_credits') return null;
  return { outcome: 'refused', required, available, creditTypeId } as const;
}
