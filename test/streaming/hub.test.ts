import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Balance } from '../../server/contract/index.js';
import { ClockJumped, type Engine, EngineOverloaded } from '../../server/engine/engine.js';
import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { AccountVersion } from '../../server/store/ports/balances.js';
import { createHub, type Hub, type HubDeps, TooManyStreams } from '../../server/streaming/hub.js';
import { pool } from '../support/commands.js';
import { FakeOutlet } from './fake-outlet.js';

const HOUR_MS = 3_600_000;

/** The fields of a balance that the hub reads. */
const state = (version: number, validUntilMs: number | null = null, creditTypeId = 'tokens') =>
  ({
    ...{ creditTypeId, resourceId: null, version },
    validUntil: validUntilMs === null ? null : new Date(validUntilMs).toISOString(),
  }) as Balance;

let hub: Hub;
let openHub: (more?: Partial<HubDeps>) => Hub;
let commit: (changed: readonly AccountRef[]) => void;
let states: Map<string, Balance>;
let reads: number;
const catchUp = vi.fn<(customerId: string) => Promise<void>>();
const onError = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({
    now: 0,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'],
  });
  states = new Map([['tokens', state(1)]]);
  reads = 0;
  catchUp.mockReset().mockResolvedValue();
  onError.mockReset();
  const engine: Pick<Engine, 'clock' | 'catchUp' | 'onCommit'> = {
    clock: { nowMs: Date.now, steady: () => true },
    catchUp,
    onCommit(listener) {
      commit = listener;
      return () => (commit = () => undefined);
    },
  };
  openHub = (more = {}) =>
    createHub({
      engine: engine as Engine,
      balances: () => Promise.resolve([...states.values()]),
      balance({ creditTypeId }) {
        reads += 1;
        const found = states.get(creditTypeId);
        return found ? Promise.resolve(found) : Promise.reject(new Error('the store is closed'));
      },
      onError,
      ...more,
    });
  hub = openHub();
});
afterEach(() => {
  hub.stop();
  vi.useRealTimers();
});

/** Runs pending promises without advancing the clock. */
const settled = () => vi.advanceTimersByTimeAsync(0);

async function join(customerId = 'ada', expiresInMs = HOUR_MS): Promise<FakeOutlet> {
  const outlet = new FakeOutlet();
  await hub.join(customerId, outlet, expiresInMs).greet();
  return outlet;
}

async function change(next: Balance, customerId = 'ada'): Promise<void> {
  states.set(next.creditTypeId, next);
  commit([pool(customerId, next.creditTypeId)]);
  await settled();
}

const seen = (outlet: FakeOutlet) =>
  outlet.events.map(({ event, data }) => (event === 'bye' ? data['reason'] : (data['version'] ?? event)));

describe('listening', () => {
  test('every listener of a customer receives each state, which is read once', async () => {
    const outlets = await Promise.all([join(), join(), join()]);
    const stranger = await join('bob');
    await change(state(2));
    expect(outlets.map(seen)).toEqual(outlets.map(() => ['snapshot', 2]));
    expect(seen(stranger)).toEqual(['snapshot']);
    expect(reads).toBe(1);
  });

  test('commits during a read cause one more read, of the newest state', async () => {
    const outlet = await join();
    for (let version = 2; version <= 50; version += 1) {
      states.set('tokens', state(version));
      commit([pool()]);
    }
    await settled();
    expect(seen(outlet).at(-1)).toBe(50);
    expect(reads).toBeLessThanOrEqual(2);
  });

  test('without listeners nothing is read', async () => {
    const outlet = await join();
    outlet.close();
    await change(state(2));
    expect([reads, hub.size]).toEqual([0, 0]);
  });

  test('due entries are written before the snapshot is read', async () => {
    catchUp.mockImplementation(() => {
      states.set('tokens', state(7));
      return Promise.resolve();
    });
    const outlet = await join();
    expect(outlet.events[0]).toMatchObject({ event: 'snapshot', data: { balances: [{ version: 7 }] } });
  });

  test.each([
    ['the clock jumped', new ClockJumped('jumped'), 0],
    ['nothing can be written', new Error('disk full'), 1],
  ])('a snapshot arrives even if %s', async (_, error, told) => {
    catchUp.mockRejectedValue(error);
    expect(seen(await join())).toEqual(['snapshot']);
    expect(onError).toHaveBeenCalledTimes(told);
  });

  test('a state that cannot be read closes the streams, so that listeners reconnect', async () => {
    const outlet = await join();
    states.delete('tokens');
    commit([pool()]);
    await settled();
    expect([outlet.destroyed, hub.size]).toEqual([true, 0]);
    expect(onError).toHaveBeenCalledTimes(1);
  });
});

describe('limits', () => {
  test('a customer may have five hundred streams, and others are not blocked', async () => {
    const outlets = await Promise.all(Array.from({ length: 500 }, () => join()));
    expect(() => hub.join('ada', new FakeOutlet(), HOUR_MS)).toThrow(TooManyStreams);
    await join('bob');
    outlets[0]?.close();
    await join();
    expect(hub.size).toBe(501);
  });

  test('hanging up twice leaves once', async () => {
    const [first] = await Promise.all([join(), join()]);
    first.close();
    first.close();
    expect(hub.size).toBe(1);
  });
});

describe('time', () => {
  test('a comment every fifteen seconds keeps the connection open', async () => {
    const outlet = await join();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(outlet.written.slice(1)).toEqual([':\n\n', ':\n\n']);
  });

  test('a reader without progress for thirty seconds is cut at the next heartbeat', async () => {
    const stuck = await join();
    const other = await join();
    stuck.isFast = false;
    await change(state(2));
    await vi.advanceTimersByTimeAsync(29_999);
    expect(stuck.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(15_001);
    expect([stuck.destroyed, other.destroyed, hub.size]).toEqual([true, false, 1]);
  });

  test('a stream ends with its token', async () => {
    const outlet = await join('ada', 60_000);
    const other = await join('ada', 60_001);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([seen(outlet), outlet.ended]).toEqual([['snapshot', 'token_expired'], true]);
    expect(other.ended).toBe(false);
    // The connection stays open for a moment, and a commit must not write to it.
    await change(state(2));
    expect(seen(outlet)).toEqual(['snapshot', 'token_expired']);
  });

  test('a pool that only time changes is written at that time', async () => {
    states.set('tokens', state(1, 5_000));
    await join();
    catchUp.mockClear();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(catchUp).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(catchUp).toHaveBeenCalledExactlyOnceWith('ada');
  });

  test('writing one due pool keeps the schedule of the next one', async () => {
    states.set('tokens', state(1, 5_000));
    states.set('images', state(1, 8_000, 'images'));
    await join();
    catchUp.mockReset().mockImplementation(() => {
      if (Date.now() >= 5_000) states.set('tokens', state(2, 5_000_000));
      commit([pool()]);
      return Promise.resolve();
    });
    await vi.advanceTimersByTimeAsync(5_500);
    expect(catchUp).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_600);
    expect(catchUp).toHaveBeenCalledTimes(2);
  });

  test('a failed write is retried after a delay', async () => {
    states.set('tokens', state(1, 5_000));
    await join();
    catchUp.mockReset().mockRejectedValue(new ClockJumped('jumped'));
    await vi.advanceTimersByTimeAsync(15_100);
    expect(catchUp.mock.calls.length).toBeGreaterThan(5);
    expect(catchUp.mock.calls.length).toBeLessThan(15);
    expect(onError).not.toHaveBeenCalled();
  });

  test('no timer remains without listeners', async () => {
    states.set('tokens', state(1, 5_000));
    const outlet = await join();
    catchUp.mockClear();
    outlet.close();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(catchUp).not.toHaveBeenCalled();
  });
});

describe('stopping', () => {
  test('says goodbye to every listener and accepts no new one', async () => {
    const outlets = [await join(), await join('bob')];
    hub.stop();
    expect(outlets.map(seen)).toEqual(outlets.map(() => ['snapshot', 'shutdown']));
    expect(outlets.every(({ ended }) => ended)).toBe(true);
    expect(() => hub.join('ada', new FakeOutlet(), HOUR_MS)).toThrow(EngineOverloaded);
  });

  test('during a greeting ends the stream without a message', async () => {
    const outlet = new FakeOutlet();
    const { greet } = hub.join('ada', outlet, HOUR_MS);
    const greeting = greet();
    hub.stop();
    await greeting;
    expect([outlet.written, outlet.ended]).toEqual([[], true]);
  });
});

describe('a store that lost commits', () => {
  const WATCH_MS = 250;
  const asked = vi.fn<() => Promise<readonly AccountVersion[]>>();
  const found = () => [...states].map(([id, { version }]) => ({ account: pool('ada', id), version }));

  beforeEach(() => {
    hub.stop();
    asked.mockReset().mockImplementation(() => Promise.resolve(found()));
    hub = openHub({ versions: asked });
    states.set('tokens', state(7));
  });

  test.each([
    ['an account is at an earlier version', () => states.set('tokens', state(6))],
    ['an account no longer exists', () => states.delete('tokens')],
  ])('%s: streams end, restart with the remaining state, and the loss is reported', async (_, lose) => {
    const outlet = await join();
    await vi.advanceTimersByTimeAsync(10 * WATCH_MS);
    expect([reads, outlet.destroyed]).toEqual([0, false]);
    lose();
    await vi.advanceTimersByTimeAsync(WATCH_MS);
    expect(outlet.destroyed).toBe(true);
    expect(onError).toHaveBeenCalledTimes(1);
    const again = await join();
    expect(again.events[0]).toMatchObject({ event: 'snapshot', data: { balances: [...states.values()] } });
    await vi.advanceTimersByTimeAsync(10 * WATCH_MS);
    expect([again.destroyed, onError.mock.calls.length]).toEqual([false, 1]);
  });

  test('an answer from before the last commit is not a loss', async () => {
    const outlet = await join();
    const before = found();
    await change(state(8));
    asked.mockResolvedValueOnce(before);
    await vi.advanceTimersByTimeAsync(WATCH_MS);
    expect(seen(outlet)).toEqual(['snapshot', 8]);
    expect([outlet.destroyed, onError.mock.calls.length]).toEqual([false, 0]);
  });
});
