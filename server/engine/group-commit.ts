import type { AccountRef } from '../ledger/values/refs.js';
import type { Command } from '../ledger/batch/registry.js';
import type { Outcome } from '../ledger/commands/result.js';
import type { TransactionResult } from '../store/ports/ledger.js';
import type { Store } from '../store/ports/store.js';
import { StoreUnavailable } from '../store/ports/unavailable.js';
import { ClockJumped, type Clock, type Decision, type Engine, EngineOverloaded } from './engine.js';
import { touch } from './touch.js';

const LARGEST_BATCH = 1_000;
/** Maximum of background commands in a batch while requests wait. */
const BACKGROUND_SHARE = 50;
/** Maximum of waiting commands. At thousands a second this is a few seconds of work. */
const LONGEST_QUEUE = 20_000;

type Submission = {
  readonly command: Command;
  readonly resolve: (outcome: Decision) => void;
  readonly reject: (error: Error) => void;
};

type BatchInFlight = { readonly batch: readonly Submission[]; readonly transacted: Promise<TransactionResult | Error> };

export type EngineDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly onError?: (error: unknown) => void;
  readonly onBatch?: (commands: number, seconds: number, isCommitted: boolean) => void;
};

/**
 * Group commit: commands gather in a batch while the store writes the previous one, so that a batch costs one disk
 * sync. A lone command does not wait for others.
 */
export function startEngine(deps: EngineDeps): Engine {
  const { store, clock, onError = () => undefined, onBatch = () => undefined } = deps;
  const foreground: Submission[] = [];
  const background: Submission[] = [];
  const listeners = new Set<(changed: readonly AccountRef[]) => void>();
  let running: Promise<void> | null = null;
  let draining = false;

  return {
    clock,
    waiting: () => foreground.length + background.length,
    submit(command, lane = 'foreground') {
      const queue = lane === 'foreground' ? foreground : background;
      return new Promise<Decision>((resolve, reject) => {
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
    // Deferred, so that commands submitted in the same turn share a batch.
    await Promise.resolve();
    const sent: BatchInFlight[] = [];
    for (let current = sendNext(sent).shift(); current; current = sendNext(sent).shift()) {
      await finish(current.batch, await current.transacted, () => sendNext(sent));
    }
    running = null;
  }

  /**
   * Sends the waiting commands if the store is idle. Sends at most one full batch ahead, so that the store is not idle
   * between two batches.
   */
  function sendNext(sent: BatchInFlight[]): BatchInFlight[] {
    while (sent.length === 0 ? foreground.length + background.length > 0 : isFull(sent)) {
      const batch = gather();
      sent.push({ batch, transacted: transact(batch) });
    }
    return sent;
  }

  function isFull(sent: readonly BatchInFlight[]): boolean {
    return sent.length === 1 && foreground.length >= LARGEST_BATCH;
  }

  function gather(): Submission[] {
    const batch = foreground.splice(0, LARGEST_BATCH);
    const room = batch.length === 0 ? LARGEST_BATCH : Math.min(BACKGROUND_SHARE, LARGEST_BATCH - batch.length);
    return [...batch, ...background.splice(0, room)];
  }

  /**
   * Answers the commands of a batch. A batch with an unknown failure is halved until the failing command is alone.
   *
   * @param sendOn sends the next batch. Called before the answers, so that the store does not wait for them
   */
  async function finish(
    batch: readonly Submission[],
    transacted: TransactionResult | Error,
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

  async function transact(batch: readonly Submission[]): Promise<TransactionResult | Error> {
    // The clock may have jumped while the commands waited, so their time could be wrong.
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

  /** Reports a listener's error without failing the commands, which are already committed. */
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

  function answer(batch: readonly Submission[], outcomes: readonly Outcome[]): void {
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) reject(new Error('the store left a command without an outcome'));
      else if (outcome.status === 'failed') reject(new Error(outcome.message));
      else if (outcome.status !== 'deferred') resolve(outcome);
    });
  }
}
