import type { Balance, StreamBye } from '../contract/index.js';
import { type Engine, EngineOverloaded } from '../engine/engine.js';
import type { AccountRef, Ms } from '../ledger/protocol.js';
import { frame, HEARTBEAT, RETRY } from './frames.js';
import type { Outlet } from './outlet.js';
import { Subscriber } from './subscriber.js';

const HEARTBEAT_MS = 15_000;
/** The longest a timer can be set for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MOST_STREAMS = 20_000;
const MOST_STREAMS_PER_CUSTOMER = 500;

/** The limit of open streams is reached, for this customer or for this server. */
export class TooManyStreams extends Error {
  override readonly name = 'TooManyStreams';
}

export type HubDeps = {
  readonly engine: Engine;
  /** Every pool of a customer, as committed. */
  readonly balances: (customerId: string) => Promise<readonly Balance[]>;
  /** One pool, as committed. */
  readonly balance: (account: AccountRef) => Promise<Balance>;
  readonly onError: (error: unknown) => void;
};

export interface Hub {
  /**
   * Takes a connection in: from now on it gets every committed change, until it or its token ends. Nothing is written
   * before `greet` is called, which sends the snapshot.
   *
   * @param expiresInMs the life the token has left
   * @throws TooManyStreams, EngineOverloaded
   */
  join(customerId: string, outlet: Outlet, expiresInMs: number): { greet(): Promise<void> };
  readonly size: number;
  /** Says goodbye to everybody. */
  stop(): void;
}

/** Everybody who listens to one customer. */
type Channel = {
  readonly customerId: string;
  readonly subscribers: Set<Subscriber>;
  /** The pools that changed since they were last sent. */
  readonly changed: Map<string, AccountRef>;
  sending: boolean;
  dueTimer: NodeJS.Timeout | undefined;
  dueAtMs: Ms | null;
};

const topicOf = (pool: { creditTypeId: string; resourceId: string | null }) =>
  `${pool.creditTypeId}|${pool.resourceId ?? ''}`;
const bye = (reason: StreamBye['reason']) => frame('bye', { reason });

/** Who listens to which customer. The newest state wins: each pool is read and encoded once, for all its listeners. */
export function createHub({ engine, balances, balance, onError }: HubDeps): Hub {
  const channels = new Map<string, Channel>();
  const monotonicMs = () => performance.now();
  let size = 0;
  let stopped = false;

  const stopListening = engine.onCommit((changed) => {
    for (const ref of changed) {
      const channel = channels.get(ref.customerId);
      if (!channel) continue;
      channel.changed.set(topicOf(ref), ref);
      void send(channel);
    }
  });

  const heartbeat = setInterval(() => {
    for (const { subscribers } of channels.values()) {
      for (const subscriber of subscribers) {
        if (subscriber.isStuck()) subscriber.outlet.destroy();
        else subscriber.beat(HEARTBEAT);
      }
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    get size() {
      return size;
    },
    join(customerId, outlet, expiresInMs) {
      const channel = channelOf(customerId);
      const subscriber = new Subscriber(outlet, monotonicMs);
      size += 1;
      channel.subscribers.add(subscriber);
      const expiry = setTimeout(() => subscriber.end(bye('token_expired')), Math.max(0, expiresInMs));
      expiry.unref();
      outlet.onClose(() => {
        clearTimeout(expiry);
        leave(channel, subscriber);
      });
      return {
        async greet() {
          try {
            await engine.settle(customerId);
            await greet(channel, subscriber);
          } catch (error) {
            outlet.destroy();
            onError(error);
          }
        },
      };
    },
    stop() {
      stopped = true;
      stopListening();
      clearInterval(heartbeat);
      for (const channel of channels.values()) {
        clearTimeout(channel.dueTimer);
        for (const subscriber of channel.subscribers) subscriber.end(bye('shutdown'));
      }
    },
  };

  function channelOf(customerId: string): Channel {
    const channel = channels.get(customerId);
    if (stopped) throw new EngineOverloaded('the server is stopping');
    if (size >= MOST_STREAMS) throw new TooManyStreams('this server has as many streams as it can take');
    if (channel && channel.subscribers.size >= MOST_STREAMS_PER_CUSTOMER) {
      throw new TooManyStreams(`a customer may have ${MOST_STREAMS_PER_CUSTOMER} streams open`);
    }
    if (channel) return channel;
    const opened: Channel = {
      customerId,
      subscribers: new Set(),
      changed: new Map(),
      sending: false,
      dueTimer: undefined,
      dueAtMs: null,
    };
    channels.set(customerId, opened);
    return opened;
  }

  function leave(channel: Channel, subscriber: Subscriber): void {
    if (!channel.subscribers.delete(subscriber)) return;
    size -= 1;
    if (channel.subscribers.size > 0) return;
    clearTimeout(channel.dueTimer);
    channels.delete(channel.customerId);
  }

  async function greet(channel: Channel, subscriber: Subscriber): Promise<void> {
    const pools = await balances(channel.customerId);
    const asOf = new Date(engine.clock.nowMs()).toISOString();
    subscriber.greet(Buffer.concat([RETRY, frame('snapshot', { balances: [...pools], asOf })]));
    for (const pool of pools) wakeAt(channel, pool.validUntil);
  }

  async function send(channel: Channel): Promise<void> {
    if (channel.sending) return;
    channel.sending = true;
    try {
      for (let next = takeChanged(channel); next; next = takeChanged(channel)) {
        const pool = await balance(next);
        const encoded = frame('balance', pool, pool.version);
        const topic = topicOf(pool);
        for (const subscriber of channel.subscribers) subscriber.send(topic, encoded);
        wakeAt(channel, pool.validUntil);
      }
    } catch (error) {
      onError(error);
    } finally {
      channel.sending = false;
    }
  }

  /** When time alone will change a pool that somebody watches, it is written then, and so sent. */
  function wakeAt(channel: Channel, validUntil: string | null): void {
    if (validUntil === null || stopped || channel.subscribers.size === 0) return;
    const dueAtMs = Date.parse(validUntil);
    const nowMs = engine.clock.nowMs();
    if (channel.dueAtMs !== null && channel.dueAtMs > nowMs && channel.dueAtMs <= dueAtMs) return;
    channel.dueAtMs = dueAtMs;
    clearTimeout(channel.dueTimer);
    const delay = Math.min(Math.max(dueAtMs - nowMs, 1), LONGEST_TIMER_MS);
    channel.dueTimer = setTimeout(() => {
      channel.dueAtMs = null;
      engine.settle(channel.customerId).catch(onError);
    }, delay);
    channel.dueTimer.unref();
  }
}

function takeChanged(channel: Channel): AccountRef | undefined {
  for (const [topic, ref] of channel.changed) {
    channel.changed.delete(topic);
    return ref;
  }
  return undefined;
}
