import type { Balance, StreamBye, StreamSnapshot } from '../contract/index.js';
import { ClockJumped, type Engine, EngineOverloaded } from '../engine/engine.js';
import { accountKey } from '../ledger/accounts/account.js';
import type { AccountRef, Ms } from '../ledger/values/refs.js';
import type { AccountVersion } from '../store/ports/balances.js';
import type { TokenCutOff } from '../store/ports/customers.js';
import { frame, HEARTBEAT, RETRY } from './frames.js';
import type { Outlet } from './outlet.js';
import { Subscriber } from './subscriber.js';
import { startWatch } from './watch.js';

const HEARTBEAT_MS = 15_000;
const DUE_AGAIN_MS = 1_000;
/** `setTimeout` accepts no longer delay. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MOST_STREAMS = 20_000;
const MOST_STREAMS_PER_CUSTOMER = 500;

export class TooManyStreams extends Error {
  override readonly name = 'TooManyStreams';
}

/**
 * Thrown if the store lost commits, after a failover to a stale replica or the restore of a backup. The customer's
 * streams end, and clients reconnect to a snapshot of the present state.
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
  /** The snapshot of a customer. It may leave out pools of a customer with very many. */
  readonly snapshot: (customerId: string) => Promise<Omit<StreamSnapshot, 'asOf'>>;
  readonly balance: (account: AccountRef) => Promise<Balance>;
  /** Present if other instances change the same accounts. Polled while this instance has listeners. */
  readonly versions?: (customerIds: readonly string[]) => Promise<readonly AccountVersion[]>;
  /** Present with `versions`: other instances may revoke tokens of these customers. Asked with every heartbeat. */
  readonly cutOffs?: (customerIds: readonly string[]) => Promise<readonly TokenCutOff[]>;
  readonly onError: (error: unknown) => void;
};

export interface Hub {
  /**
   * Adds a connection, which gets every committed change until it or its token ends. `greet` sends the snapshot, before
   * which nothing is written, and resolves to the number of pools in it.
   *
   * @param expiresInMs the remaining lifetime of the token
   * @param issuedAtMs when the token was issued, on the wall clock
   * @throws TooManyStreams, EngineOverloaded
   */
  join(customerId: string, outlet: Outlet, expiresInMs: number, issuedAtMs: Ms): { greet(): Promise<number> };
  /** Ends the customer's streams with tokens from before the instant. */
  cutOff(customerId: string, notBeforeMs: Ms): void;
  readonly size: number;
  stop(): void;
}

type Channel = {
  readonly customerId: string;
  readonly subscribers: Set<Subscriber>;
  readonly changed: Map<string, AccountRef>;
  readonly versions: Map<string, number>;
  sending: boolean;
  readonly dueAtMs: Map<string, Ms>;
  dueTimer: NodeJS.Timeout | undefined;
};

const topicOf = (pool: { creditTypeId: string; resourceId: string | null }) =>
  `${pool.creditTypeId}|${pool.resourceId ?? ''}`;
const bye = (reason: StreamBye['reason']) => frame('bye', { reason });

/** Sends the newest state of changed pools to the listeners of a customer. It is read and encoded once for all. */
export function createHub({ engine, snapshot, balance, versions, cutOffs, onError }: HubDeps): Hub {
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
    void endRevoked();
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    get size() {
      return size;
    },
    cutOff,
    join(customerId, outlet, expiresInMs, issuedAtMs) {
      const channel = channelOf(customerId);
      const subscriber = new Subscriber(outlet, monotonicMs, issuedAtMs);
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
            return await greet(channel, subscriber);
          } catch (error) {
            outlet.destroy();
            onError(error);
            return 0;
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

  function cutOff(customerId: string, notBeforeMs: Ms): void {
    for (const subscriber of channels.get(customerId)?.subscribers ?? []) {
      if (subscriber.issuedAtMs < notBeforeMs) subscriber.end(bye('token_expired'));
    }
  }

  async function endRevoked(): Promise<void> {
    if (!cutOffs || channels.size === 0) return;
    try {
      for (const { customerId, notBeforeMs } of await cutOffs([...channels.keys()])) cutOff(customerId, notBeforeMs);
    } catch (error) {
      onError(error);
    }
  }

  /** Reads anyway if due changes cannot be written, because reads include them. */
  async function catchUp(customerId: string): Promise<void> {
    try {
      await engine.catchUp(customerId);
    } catch (error) {
      if (!(error instanceof ClockJumped)) onError(error);
    }
  }

  async function greet(channel: Channel, subscriber: Subscriber): Promise<number> {
    const { balances: pools, isComplete } = await snapshot(channel.customerId);
    const asOf = new Date(engine.clock.nowMs()).toISOString();
    const first = Buffer.concat([RETRY, frame('snapshot', { balances: pools, isComplete, asOf })]);
    subscriber.greet(first, new Map(pools.map((pool) => [topicOf(pool), pool.version])));
    for (const pool of pools) note(channel, pool);
    wake(channel);
    if (!isComplete) await noteRest(channel);
    return pools.length;
  }

  /** Pools that the snapshot leaves out count as sent, because the watch would read each of them. */
  async function noteRest({ customerId, versions: known }: Channel): Promise<void> {
    for (const { account, version } of (await versions?.([customerId])) ?? []) {
      if (!known.has(topicOf(account))) known.set(topicOf(account), version);
    }
  }

  async function send(channel: Channel): Promise<void> {
    if (channel.sending) return;
    channel.sending = true;
    try {
      for (let next = takeChanged(channel); next; next = takeChanged(channel)) {
        const known = channel.versions.get(topicOf(next)) ?? 0;
        const pool = await balance(next);
        const { version } = pool;
        if (version < known) throw new VersionWentBack(next, known, version);
        const toSend = { topic: topicOf(pool), version, bytes: frame('balance', pool, version) };
        for (const subscriber of channel.subscribers) subscriber.send(toSend);
        note(channel, pool);
      }
      wake(channel);
    } catch (error) {
      onError(error);
      // Ends the streams: clients reconnect to the present state. A late state is acceptable, a wrong one is not.
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

  /** Skips versions that this instance has read already, as after most of its own commits. */
  function takeNewer(found: readonly AccountVersion[]): void {
    const there = new Set<string>();
    for (const { account, version } of found) {
      there.add(accountKey(account));
      const known = channels.get(account.customerId)?.versions.get(topicOf(account));
      if (known !== version) take(account);
    }
    // A missing version means a lost pool, or a listener that joined during the query. Reading the pool tells which.
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

  /** Sets a timer for the next due instant of a watched pool, to write and send the change. */
  function wake(channel: Channel, soonestMs = 1): void {
    clearTimeout(channel.dueTimer);
    if (stopped || channel.dueAtMs.size === 0 || channel.subscribers.size === 0) return;
    const dueAtMs = nextDueOf(channel);
    const delay = Math.min(Math.max(dueAtMs + 1 - engine.clock.nowMs(), soonestMs), LONGEST_TIMER_MS);
    channel.dueTimer = setTimeout(() => {
      // If nothing was written, try again: the timer may be early, the clock may stand, or the store may be busy.
      // If the change is sent already, the timer for the next one is set and stays.
      void catchUp(channel.customerId).then(() => wake(channel, nextDueOf(channel) > dueAtMs ? 1 : DUE_AGAIN_MS));
    }, delay);
    channel.dueTimer.unref();
  }
}

const nextDueOf = ({ dueAtMs }: Channel): Ms => Math.min(...dueAtMs.values());

function takeChanged(channel: Channel): AccountRef | undefined {
  for (const [topic, ref] of channel.changed) {
    channel.changed.delete(topic);
    return ref;
  }
  return undefined;
}
