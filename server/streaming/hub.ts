import type { Balance, StreamBye } from '../contract/index.js';
import { ClockJumped, type Engine, EngineOverloaded } from '../engine/engine.js';
import { accountKey } from '../ledger/accounts/account.js';
import type { AccountRef, Ms } from '../ledger/values/refs.js';
import type { AccountVersion } from '../store/ports/balances.js';
import { frame, HEARTBEAT, RETRY } from './frames.js';
import type { Outlet } from './outlet.js';
import { Subscriber } from './subscriber.js';
import { startWatch } from './watch.js';

const HEARTBEAT_MS = 15_000;
/** When what was due could not be written. */
const DUE_AGAIN_MS = 1_000;
/** The longest a timer can be set for. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MOST_STREAMS = 20_000;
const MOST_STREAMS_PER_CUSTOMER = 500;

/** The limit of open streams is reached, for this customer or for this server. */
export class TooManyStreams extends Error {
  override readonly name = 'TooManyStreams';
}

/**
 * The store has lost what it had committed: it failed over to a copy that was behind, or an older one was restored. The
 * streams of that customer end, and begin again with a snapshot of what is left.
 */
class VersionWentBack extends Error {
  override readonly name = 'VersionWentBack';
  constructor({ customerId, creditTypeId }: AccountRef, known: number, found: number) {
    super(
      `the store has lost commits: ${creditTypeId} of customer ${customerId} was at version ${known}, is at ${found}`,
    );
  }
}

export type HubDeps = {
  readonly engine: Engine;
  /** Every pool of a customer, as committed. */
  readonly balances: (customerId: string) => Promise<readonly Balance[]>;
  /** One pool, as committed. */
  readonly balance: (account: AccountRef) => Promise<Balance>;
  /** Where other instances change the same accounts: asked again and again while somebody listens here. */
  readonly versions?: (customerIds: readonly string[]) => Promise<readonly AccountVersion[]>;
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
  /** The version of each pool as it was last read. */
  readonly versions: Map<string, number>;
  sending: boolean;
  /** When time alone will change each pool. */
  readonly dueAtMs: Map<string, Ms>;
  dueTimer: NodeJS.Timeout | undefined;
};

const topicOf = (pool: { creditTypeId: string; resourceId: string | null }) =>
  `${pool.creditTypeId}|${pool.resourceId ?? ''}`;
const bye = (reason: StreamBye['reason']) => frame('bye', { reason });

/** Who listens to which customer. The newest state wins: each pool is read and encoded once, for all its listeners. */
export function createHub({ engine, balances, balance, versions, onError }: HubDeps): Hub {
  const channels = new Map<string, Channel>();
  const monotonicMs = () => performance.now();
  let size = 0;
  let stopped = false;

  const stopListening = engine.onCommit((changed) => changed.forEach(take));
  const watch =
    versions && startWatch({ watched: () => [...channels.keys()], versions, onVersions: takeNewer, onError });

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
            await catchUp(customerId);
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
      watch?.stop();
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
      versions: new Map(),
      sending: false,
      dueAtMs: new Map(),
      dueTimer: undefined,
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

  /** Where nothing can be written now, what is due counts all the same. */
  async function catchUp(customerId: string): Promise<void> {
    try {
      await engine.catchUp(customerId);
    } catch (error) {
      // The clock says so itself.
      if (!(error instanceof ClockJumped)) onError(error);
    }
  }

  async function greet(channel: Channel, subscriber: Subscriber): Promise<void> {
    const pools = await balances(channel.customerId);
    const asOf = new Date(engine.clock.nowMs()).toISOString();
    const snapshot = Buffer.concat([RETRY, frame('snapshot', { balances: [...pools], asOf })]);
    subscriber.greet(snapshot, new Map(pools.map((pool) => [topicOf(pool), pool.version])));
    for (const pool of pools) note(channel, pool);
    wake(channel);
  }

  async function send(channel: Channel): Promise<void> {
    if (channel.sending) return;
    channel.sending = true;
    try {
      for (let next = takeChanged(channel); next; next = takeChanged(channel)) {
        const known = channel.versions.get(topicOf(next)) ?? 0;
        const pool = await balance(next);
        const { version } = pool;
        // Asked for after the other was read: only a store that has lost a commit answers so.
        if (version < known) throw new VersionWentBack(next, known, version);
        const toSend = { topic: topicOf(pool), version, bytes: frame('balance', pool, version) };
        for (const subscriber of channel.subscribers) subscriber.send(toSend);
        note(channel, pool);
      }
      wake(channel);
    } catch (error) {
      onError(error);
      // Late is fine, wrong is not: who reconnects sees what was missed here.
      for (const { outlet } of channel.subscribers) outlet.destroy();
    } finally {
      channel.sending = false;
    }
  }

  function take(ref: AccountRef): void {
    const channel = channels.get(ref.customerId);
    if (!channel) return;
    channel.changed.set(topicOf(ref), ref);
    void send(channel);
  }

  /** What this instance wrote itself it has read already, most of the time. */
  function takeNewer(found: readonly AccountVersion[]): void {
    const there = new Set<string>();
    for (const { account, version } of found) {
      there.add(accountKey(account));
      const known = channels.get(account.customerId)?.versions.get(topicOf(account));
      if (known !== version) take(account);
    }
    // One that was there and is not any more is lost, or somebody began to listen meanwhile: reading it says which.
    for (const { customerId, versions: seen } of channels.values()) {
      for (const [topic, version] of seen) {
        const [creditTypeId = '', resourceId = ''] = topic.split('|');
        const account = { customerId, creditTypeId, resourceId };
        if (version > 0 && !there.has(accountKey(account))) take(account);
      }
    }
  }

  function note(channel: Channel, pool: Balance): void {
    channel.versions.set(topicOf(pool), pool.version);
    if (pool.validUntil === null) channel.dueAtMs.delete(topicOf(pool));
    else channel.dueAtMs.set(topicOf(pool), Date.parse(pool.validUntil));
  }

  /** When time alone will change a pool that somebody watches, it is written then, and so sent. */
  function wake(channel: Channel, soonestMs = 1): void {
    clearTimeout(channel.dueTimer);
    if (stopped || channel.dueAtMs.size === 0 || channel.subscribers.size === 0) return;
    const dueInMs = Math.min(...channel.dueAtMs.values()) - engine.clock.nowMs();
    const delay = Math.min(Math.max(dueInMs + 1, soonestMs), LONGEST_TIMER_MS);
    channel.dueTimer = setTimeout(() => {
      // A timer may come early, a clock may stand, a store may be busy: if nothing was written, it is tried again.
      void catchUp(channel.customerId).then(() => wake(channel, DUE_AGAIN_MS));
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
