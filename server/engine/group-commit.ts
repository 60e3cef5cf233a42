import type { AccountRef } from '../ledger/values/refs.js';
import type { Command } from '../ledger/batch/registry.js';
import type { Outcome } from '../ledger/commands/result.js';
import type { Transacted } from '../store/ports/ledger.js';
import type { Store } from '../store/ports/store.js';
import { StoreUnavailable } from '../store/ports/unavailable.js';
import { ClockJumped, type Clock, type Decided, type Engine, EngineOverloaded } from './engine.js';
import { touch } from './touch.js';

/** Commands in one transaction. */
const LARGEST_BATCH = 1_000;
/** Of these, how many may come from the background lane while others wait. */
const BACKGROUND_SHARE = 50;
/** Commands that may wait; at thousands a second this is a few seconds. */
const LONGEST_QUEUE = 20_000;

type Waiting = {
  readonly command: Command;
  readonly resolve: (outcome: Decided) => void;
  readonly reject: (error: Error) => void;
};

/** A batch on its way, and what became of it. */
type Sent = { readonly batch: readonly Waiting[]; readonly transacted: Promise<Transacted | Error> };

export type EngineDeps = {
  readonly store: Store;
  readonly clock: Clock;
  /** Told of what a listener throws. */
  readonly onError?: (error: unknown) => void;
  /** Told how long each batch took in the store, in seconds. */
  readonly onBatch?: (commands: number, seconds: number, isCommitted: boolean) => void;
};

/**
 * Group commit: while one batch is being written, the next gathers. Durability costs one sync to disk a batch; a lone
 * request is a batch of one and waits for nobody.
 */
export function startEngine(deps: EngineDeps): Engine {
  const { store, clock, onError = () => undefined, onBatch = () => undefined } = deps;
  const foreground: Waiting[] = [];
  const background: Waiting[] = [];
  const listeners = new Set<(changed: readonly AccountRef[]) => void>();
  let running: Promise<void> | null = null;
  let draining = false;

  return {
    clock,
    waiting: () => foreground.length + background.length,
    submit(command, lane = 'foreground') {
      const queue = lane === 'foreground' ? foreground : background;
      return new Promise<Decided>((resolve, reject) => {
        if (draining) reject(new EngineOverloaded('the server is stopping'));
        else if (queue.length >= LONGEST_QUEUE) reject(new EngineOverloaded('too many commands are waiting'));
        else if (!clock.steady()) reject(new ClockJumped('the clock of the server jumped'));
        else {
          queue.push({ command, resolve, reject });
          running ??= run();
        }
      });
    },
    async catchUp(customerId) {
      const due = await store.due(clock.nowMs(), LARGEST_BATCH, customerId);
      if (due.length === 0) return;
      const accounts = due.map(({ account }) => account);
      await this.submit(touch(customerId, accounts));
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async drain() {
      draining = true;
      while (running) await running;
    },
  };

  async function run(): Promise<void> {
    // Lets everything that is submitted in the same turn travel together.
    await Promise.resolve();
    const sent: Sent[] = [];
    for (let current = sendNext(sent).shift(); current; current = sendNext(sent).shift()) {
      await finish(current.batch, await current.transacted, () => sendNext(sent));
    }
    running = null;
  }

  /**
   * Sends what waits, when the store has nothing else to do. A batch that is full already has nothing to wait for: it
   * is sent ahead, one at most, and the store never idles between two.
   */
  function sendNext(sent: Sent[]): Sent[] {
    while (sent.length === 0 ? foreground.length + background.length > 0 : isFull(sent)) {
      const batch = gather();
      sent.push({ batch, transacted: transact(batch) });
    }
    return sent;
  }

  function isFull(sent: readonly Sent[]): boolean {
    return sent.length === 1 && foreground.length >= LARGEST_BATCH;
  }

  function gather(): Waiting[] {
    const batch = foreground.splice(0, LARGEST_BATCH);
    const room = batch.length === 0 ? LARGEST_BATCH : Math.min(BACKGROUND_SHARE, LARGEST_BATCH - batch.length);
    return [...batch, ...background.splice(0, room)];
  }

  /**
   * Answers a batch. One that failed for no known reason is halved until the poison stands alone.
   *
   * @param sendOn called before the answers go out: making them takes longer than the store should wait
   */
  async function finish(
    batch: readonly Waiting[],
    transacted: Transacted | Error,
    sendOn: () => void = () => undefined,
  ): Promise<void> {
    if (!(transacted instanceof Error)) {
      foreground.unshift(...batch.filter((_, index) => transacted.outcomes[index]?.status === 'deferred'));
      sendOn();
      answer(batch, transacted.outcomes);
      tell(transacted.changed);
    } else if (batch.length === 1 || transacted instanceof StoreUnavailable || transacted instanceof ClockJumped) {
      for (const { reject } of batch) reject(transacted);
    } else {
      const half = Math.ceil(batch.length / 2);
      for (const part of [batch.slice(0, half), batch.slice(half)]) await finish(part, await transact(part));
    }
  }

  async function transact(batch: readonly Waiting[]): Promise<Transacted | Error> {
    // The clock may have jumped while these waited: their time would be wrong.
    if (!clock.steady()) return new ClockJumped('the clock of the server jumped');
    const startedMs = performance.now();
    let isCommitted = false;
    try {
      const commands = batch.map(({ command }) => command);
      const transacted = await store.transact(commands, clock.nowMs());
      isCommitted = true;
      return transacted;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      onBatch(batch.length, (performance.now() - startedMs) / 1000, isCommitted);
    }
  }

  /** What is committed stays so, whatever becomes of those who hear of it. */
  function tell(changed: readonly AccountRef[]): void {
    if (changed.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(changed);
      } catch (error) {
        onError(error);
      }
    }
  }

  function answer(batch: readonly Waiting[], outcomes: readonly Outcome[]): void {
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) reject(new Error('the store left a command without an outcome'));
      else if (outcome.status === 'failed') reject(new Error(outcome.message));
      else if (outcome.status !== 'deferred') resolve(outcome);
    });
  }
}
