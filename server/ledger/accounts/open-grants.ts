import { compareBurnOrder, decidingCriterion } from '../grants/burn-order.js';
import { isOpen } from '../grants/state.js';
import type { Account } from './account.js';
import type { AccountRef } from '../values/refs.js';
import type { BurnReason } from '../usage/charge.js';
import type { Grant } from '../grants/grant.js';

/** A decision reached past the grants that were loaded: the batch is decided again with more of them. */
export class ShortOfGrants extends Error {
  constructor(readonly account: AccountRef) {
    super('more grants are needed');
  }
}

export type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type GrantDraft = Draft<Grant>;

/**
 * The open grants of one account in burn order, as far as they were loaded. Whatever depends on one that was not is
 * refused with `ShortOfGrants`, so that a decision is never made on a part of the order.
 */
export class OpenGrants {
  readonly #inOrder: GrantDraft[];
  readonly #account: AccountRef;
  /** Behind this grant, where it stood when it was loaded, there are open ones that are not loaded; null: all are. */
  readonly #edge: Grant | null;

  constructor(account: Account, drafts: readonly GrantDraft[]) {
    this.#account = account.ref;
    this.#edge = account.grants.find((grant) => grant.id === account.loadedUpTo) ?? null;
    this.#inOrder = drafts.filter(isOpen).sort(compareBurnOrder);
  }

  /** A copy: grants leave the order as they are used up. */
  all(): readonly GrantDraft[] {
    return [...this.#inOrder];
  }

  /** Puts a grant where it belongs. @throws ShortOfGrants */
  insert(grant: GrantDraft): void {
    this.requireBefore(grant);
    const index = this.#inOrder.findIndex((other) => compareBurnOrder(grant, other) < 0);
    this.#inOrder.splice(index < 0 ? this.#inOrder.length : index, 0, grant);
  }

  /** @returns whether it was there */
  remove(grant: GrantDraft): boolean {
    const index = this.#inOrder.indexOf(grant);
    if (index >= 0) this.#inOrder.splice(index, 1);
    return index >= 0;
  }

  /** The place of a grant in the burn order, 1 first; null when it cannot burn now. @throws ShortOfGrants */
  position(grant: GrantDraft): number | null {
    const index = this.#inOrder.indexOf(grant);
    if (index < 0) return null;
    this.requireBefore(grant);
    return index + 1;
  }

  /** What puts a grant before the next one of all, not only of those that are loaded. @throws ShortOfGrants */
  whyNow(grant: GrantDraft): BurnReason {
    const next = this.#inOrder[this.#inOrder.indexOf(grant) + 1];
    if (next) this.requireBefore(next);
    else this.requireAll();
    return next ? decidingCriterion(grant, next) : 'only_grant';
  }

  /** Makes sure that every grant that burns before this one is loaded. @throws ShortOfGrants */
  requireBefore(grant: Grant): void {
    if (this.#edge && compareBurnOrder(grant, this.#edge) > 0) throw new ShortOfGrants(this.#account);
  }

  /** Makes sure that every open grant is loaded. @throws ShortOfGrants */
  requireAll(): void {
    if (this.#edge) throw new ShortOfGrants(this.#account);
  }
}
