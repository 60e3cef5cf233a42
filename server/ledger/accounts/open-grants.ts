import { compareBurnOrder, decidingCriterion, type Rank, rankKey, rankOf } from '../grants/burn-order.js';
import { isOpen } from '../grants/state.js';
import type { Account } from './account.js';
import type { AccountRef } from '../values/refs.js';
import type { BurnReason } from '../usage/charge.js';
import type { Grant } from '../grants/grant.js';

/** The data that a decision lacks: more grants of an account, or only how many burn before `placeOf`. */
export type Shortage = { readonly account: AccountRef; readonly placeOf: Rank | null };

/** The batch is decided again with what is missing. */
export class ShortOfGrants extends Error {
  constructor(readonly shortage: Shortage) {
    super('more grants are needed');
  }
}

export type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type GrantDraft = Draft<Grant>;

/**
 * The loaded open grants of one account in burn order. A question that depends on a grant that is not loaded throws
 * `ShortOfGrants`, so that no decision is based on a part of the order.
 */
export class OpenGrants {
  readonly #inOrder: GrantDraft[];
  readonly #account: AccountRef;
  /** Open grants behind this one are not loaded. Keeps the terms with which it was loaded; `null` if all are loaded. */
  readonly #edge: Grant | null;
  readonly #loaded: readonly Grant[];
  readonly #openBefore: ReadonlyMap<string, number>;

  constructor(account: Account, drafts: readonly GrantDraft[]) {
    this.#account = account.ref;
    this.#loaded = account.grants.filter(isOpen);
    this.#openBefore = account.openBefore ?? new Map();
    this.#edge = account.grants.find((grant) => grant.id === account.loadedUpTo) ?? null;
    this.#inOrder = drafts.filter(isOpen).sort(compareBurnOrder);
  }

  /** A copy, because depleted grants leave the order while a caller iterates. */
  all(): readonly GrantDraft[] {
    return [...this.#inOrder];
  }

  /** The grant may stand behind grants that are not loaded: whoever takes from it requires them first. */
  insert(grant: GrantDraft): void {
    const index = this.#inOrder.findIndex((other) => compareBurnOrder(grant, other) < 0);
    this.#inOrder.splice(index < 0 ? this.#inOrder.length : index, 0, grant);
  }

  remove(grant: GrantDraft): boolean {
    const index = this.#inOrder.indexOf(grant);
    if (index >= 0) this.#inOrder.splice(index, 1);
    return index >= 0;
  }

  /**
   * The place in the burn order, from 1; `null` if the grant cannot burn now. Behind the loaded grants it is counted by
   * the store, and the loaded grants, which the batch may have changed, are counted here.
   *
   * @throws ShortOfGrants
   */
  position(grant: GrantDraft): number | null {
    const index = this.#inOrder.indexOf(grant);
    if (index < 0) return null;
    if (!this.#isBehindEdge(grant)) return index + 1;
    const stored = this.#openBefore.get(rankKey(grant));
    if (stored === undefined) throw new ShortOfGrants({ account: this.#account, placeOf: rankOf(grant) });
    const loaded = this.#loaded.filter((other) => compareBurnOrder(other, grant) < 0).length;
    return stored - loaded + index + 1;
  }

  /** The reason why a grant burns before the next one, loaded or not. @throws ShortOfGrants */
  whyNow(grant: GrantDraft): BurnReason {
    const next = this.#inOrder[this.#inOrder.indexOf(grant) + 1];
    if (next) this.requireBefore(next);
    else this.requireAll();
    return next ? decidingCriterion(grant, next) : 'only_grant';
  }

  requireBefore(grant: Grant): void {
    if (this.#isBehindEdge(grant)) throw new ShortOfGrants({ account: this.#account, placeOf: null });
  }

  requireAll(): void {
    if (this.#edge) throw new ShortOfGrants({ account: this.#account, placeOf: null });
  }

  #isBehindEdge(grant: Grant): boolean {
    return this.#edge !== null && compareBurnOrder(grant, this.#edge) > 0;
  }
}
