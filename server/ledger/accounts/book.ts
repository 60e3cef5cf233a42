import type { Account } from './account.js';
import type { Cause } from './cause.js';
import { earlier } from './due.js';
import type { Entry, EntryType } from './entry.js';
import { type Draft, type GrantDraft, OpenGrants } from './open-grants.js';
import type { Grant } from '../grants/grant.js';
import type { UsageRow } from '../usage/usage.js';
import type { AccountRef, Micro, Ms } from '../values/refs.js';

/**
 * One account while a batch writes in it: the entries, grants, usage and figures that the batch moves, and the steps
 * of which every change is made. The rules that combine the steps stand beside it: `lifecycle.ts` for grants,
 * `burn.ts` for usage and overdraft, `denominator.ts` for `granted`. The snapshot it is opened on is never changed.
 */
export class AccountBook {
  readonly entries: Entry[] = [];
  readonly head: Draft<Account>;
  readonly open: OpenGrants;
  /** The time of the account. It never runs behind the newest entry, even if the clock steps back. */
  readonly nowMs: Ms;
  /** Every loaded grant by id, open or not. */
  readonly #grants = new Map<string, GrantDraft>();
  readonly #usage = new Map<string, Draft<UsageRow>>();
  readonly #created = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #edited = new Set<string>();
  #isAheadOfVersion = false;
  #isChanged = false;

  constructor(account: Account, clockMs: Ms) {
    this.head = { ...account };
    this.nowMs = clockMs > account.lastAtMs ? clockMs : account.lastAtMs;
    for (const grant of account.grants) this.#grants.set(grant.id, { ...grant });
    this.open = new OpenGrants(account, [...this.#grants.values()]);
  }

  get ref(): AccountRef {
    return this.head.ref;
  }
  get balance(): Micro {
    return this.head.balance;
  }
  get available(): Micro {
    return this.head.balance - this.head.held;
  }
  get overdraft(): Micro {
    return this.head.overdraft;
  }
  /** The remainders of open grants plus the amounts of waiting ones. The account must be able to hold the sum. */
  get committed(): Micro {
    return this.head.balance + this.head.overdraft + this.head.waitingAmount;
  }

  grants(): Iterable<GrantDraft> {
    return this.#grants.values();
  }

  grant(id: string): Grant | undefined {
    return this.#grants.get(id);
  }

  /** Place in the burn order, 1 first; `null` if the grant cannot burn now. */
  position(id: string): number | null {
    return this.open.position(this.draft(id));
  }

  /** @throws Error if the grant is not loaded: the command did not name it among its needs. */
  draft(id: string): GrantDraft {
    const grant = this.#grants.get(id);
    if (!grant) throw new Error(`grant ${id} is not loaded`);
    return grant;
  }

  create(grant: Grant): GrantDraft {
    const draft: GrantDraft = { ...grant };
    this.#grants.set(grant.id, draft);
    this.#created.add(grant.id);
    return draft;
  }

  markEdited(grant: GrantDraft): void {
    this.#edited.add(grant.id);
  }

  markEnded(grant: GrantDraft): void {
    this.#changed.add(grant.id);
    this.#isAheadOfVersion = true;
  }

  /** Sets the instant at which time alone changes the grant next. */
  setDue(grant: GrantDraft, dueAtMs: Ms | null): void {
    grant.dueAtMs = dueAtMs;
    this.head.nextDueMs = earlier(this.head.nextDueMs, dueAtMs);
    this.#changed.add(grant.id);
  }

  /** Recomputes the next due instant from all grants, after the due ones were handled. */
  resetNextDue(): void {
    const ahead = [...this.#grants.values()].map((grant) => grant.dueAtMs);
    this.head.nextDueMs = [...ahead, this.head.laterDueMs].reduce(earlier, null);
    // The store keeps the instant even if no grant was due after all.
    this.#isChanged = true;
  }

  /** Moves credits out of a grant. A grant with nothing left leaves the burn order. */
  take(grant: GrantDraft, type: EntryType, amount: Micro, atMs: Ms, cause: Cause): void {
    const entry = this.post(type, grant, -amount, atMs, cause);
    grant.remaining -= amount;
    grant.updatedAtMs = entry.atMs;
    this.#changed.add(grant.id);
    if (grant.remaining > 0n || !this.open.remove(grant)) return;
    this.head.openAmount -= grant.amount;
    grant.depletedSeq = entry.seq;
  }

  /** Records a change of a grant that neither time nor use caused. */
  noteUpdate(grant: GrantDraft, delta: Micro, cause: Cause): Entry {
    const entry = this.post('updated', grant, delta, this.nowMs, cause);
    grant.updatedAtMs = entry.atMs;
    return entry;
  }

  /** Appends an entry and moves the balance by its delta. */
  post(type: EntryType, grant: Grant | null, delta: Micro, atMs: Ms, cause: Cause): Entry {
    const { head } = this;
    head.entrySeq += 1;
    head.lastAtMs = atMs > head.lastAtMs ? atMs : head.lastAtMs;
    const entry: Entry = {
      account: head.ref,
      seq: head.entrySeq,
      atMs: head.lastAtMs,
      type,
      grantId: grant?.id ?? null,
      delta,
      before: head.balance,
      after: head.balance + delta,
      source: cause.source,
      actor: cause.actor,
      featureId: cause.featureId ?? null,
      userId: cause.userId ?? null,
      eventId: cause.eventId ?? null,
      planId: cause.planId ?? null,
      planVersion: cause.planVersion ?? null,
      reason: cause.reason ?? null,
      changes: cause.changes ?? null,
    };
    head.balance = entry.after;
    this.entries.push(entry);
    this.#isAheadOfVersion = true;
    return entry;
  }

  /** Counts a charge in the quarter hour in which the usage happened. */
  addUsage(quarterMs: Ms, featureId: string, userId: string, amount: Micro): void {
    const key = `${quarterMs}|${featureId}|${userId}`;
    const row = this.#usage.get(key);
    if (row) {
      row.amount += amount;
      row.events += 1;
    } else {
      this.#usage.set(key, { account: this.ref, quarterMs, featureId, userId, amount, events: 1 });
    }
  }

  /** Increments the version once for everything written since the last increment. */
  bumpVersion(): void {
    if (!this.#isAheadOfVersion) return;
    this.#isAheadOfVersion = false;
    this.#isChanged = true;
    this.head.version += 1;
  }

  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** The account as the store writes it, with the loaded open grants first, in burn order. */
  close(): Account {
    const inOrder = this.open.all();
    const open = new Set(inOrder);
    const others = [...this.#grants.values()].filter((grant) => !open.has(grant));
    return { ...this.head, grants: [...inOrder, ...others] };
  }

  usage(): UsageRow[] {
    return [...this.#usage.values()];
  }

  newGrants(): Grant[] {
    return [...this.#created].map((id) => this.draft(id));
  }

  /** Earlier grants whose figures or state changed while their terms did not. */
  changedGrants(): Grant[] {
    const isListedElsewhere = (id: string) => this.#created.has(id) || this.#edited.has(id);
    return [...this.#changed].filter((id) => !isListedElsewhere(id)).map((id) => this.draft(id));
  }

  /** Earlier grants whose terms changed. Their figures and state may have changed too. */
  editedGrants(): Grant[] {
    return [...this.#edited].filter((id) => !this.#created.has(id)).map((id) => this.draft(id));
  }
}
