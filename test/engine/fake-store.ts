import type { Command } from '../../server/ledger/batch/registry.js';
import type { Ms } from '../../server/ledger/values/refs.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import type { Clock } from '../../server/engine/engine.js';
import { type EngineDeps, startEngine } from '../../server/engine/group-commit.js';
import type { DueAccount, TransactionResult } from '../../server/store/ports/ledger.js';
import { pool } from '../support/commands.js';

type Batch = {
  readonly commands: readonly Command[];
  readonly nowMs: Ms;
  readonly resolve: (transacted: TransactionResult) => void;
  readonly reject: (error: Error) => void;
};

export const idsOf = (batch: { readonly commands: readonly Command[] } | undefined) =>
  batch?.commands.map(({ id }) => id) ?? [];

export const done = ({ id }: Command): Outcome => ({
  ...{ commandId: id, duplicate: false, status: 'done', answer: { kind: 'touch' } },
});

/** A store whose commits last until the test ends them. */
export class FakeStore {
  readonly batches: Batch[] = [];
  dueAccounts: readonly DueAccount[] = [];
  #ended = 0;

  readonly transact = (commands: readonly Command[], nowMs: Ms): Promise<TransactionResult> =>
    new Promise((resolve, reject) => this.batches.push({ commands, nowMs, resolve, reject }));
  readonly due = (): Promise<readonly DueAccount[]> => Promise.resolve(this.dueAccounts);

  commit(outcomeOf: (command: Command) => Outcome = done): void {
    const batch = this.#next();
    batch?.resolve({ outcomes: batch.commands.map(outcomeOf), changed: [pool()] });
  }
  fail(error: Error): void {
    this.#next()?.reject(error);
  }
  #next(): Batch | undefined {
    this.#ended += 1;
    return this.batches[this.#ended - 1];
  }
}

export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function engineOn(store: FakeStore, clock: Partial<Clock> = {}) {
  const deps = { store: store as unknown as EngineDeps['store'], clock: steadyClock(clock) };
  return startEngine(deps);
}

const steadyClock = (clock: Partial<Clock>): Clock => ({ nowMs: () => 1_000, steady: () => true, ...clock });
