import { smaller } from '../values/amount.js';
import { type Cause, causeOf } from './cause.js';
import { isWaiting } from '../grants/state.js';
import { dueMoments, earlier } from './due.js';
import { type Draft, type GrantDraft, OpenGrants } from './open-grants.js';
import type { Account } from './account.js';
import type { AccountRef, Micro, Ms } from '../values/refs.js';
import type { Allocation } from '../usage/charge.js';
import type { Entry, EntryType } from './entry.js';
import type { Grant, GrantChange, Payment } from '../grants/grant.js';
import type { UsageRow } from '../usage/usage.js';

/**
 * One account while a batch writes in it. It is opened on a snapshot, which it never changes, and holds every entry,
 * grant and figure that the batch moves; the invariants of the ledger are kept here and nowhere else.
 */
export class AccountBook {
  readonly entries: Entry[] = [];
  readonly #head: Draft<Account>;
  readonly #open: OpenGrants;
  /** Every loaded grant by id, open or not. */
  readonly #loaded = new Map<string, GrantDraft>();
  readonly #usage = new Map<string, Draft<UsageRow>>();
  readonly #created = new Set<string>();
  readonly #changed = new Set<string>();
  /** Those of them whose terms changed. */
  readonly #edited = new Set<string>();
  /** The time of the account: it never runs behind what is entered, even where the clock stepped back. */
  readonly nowMs: Ms;
  #dirty = false;
  #isChanged = false;

  constructor(account: Account, clockMs: Ms) {
    this.#head = { ...account };
    this.nowMs = clockMs > account.lastAtMs ? clockMs : account.lastAtMs;
    for (const grant of account.grants) this.#loaded.set(grant.id, { ...grant });
    this.#open = new OpenGrants(account, [...this.#loaded.values()]);
    this.#advance();
  }

  get ref(): AccountRef {
    return this.#head.ref;
  }
  get balance(): Micro {
    return this.#head.balance;
  }
  get available(): Micro {
    return this.#head.balance - this.#head.held;
  }
  get overdraft(): Micro {
    return this.#head.overdraft;
  }
  /** The number of the newest entry. */
  get entrySeq(): number {
    return this.#head.entrySeq;
  }
  /** What the account must be able to hold: the original amounts of its open and waiting grants. */
  get committed(): Micro {
    return this.#head.openAmount + this.#head.waitingAmount;
  }

  grant(id: string): Grant | undefined {
    return this.#loaded.get(id);
  }

  /** Its place in the burn order, 1 first; null when it cannot burn now. */
  position(id: string): number | null {
    return this.#open.position(this.#named(id));
  }

  /** Writes a new grant: active at once with its delta, or waiting with delta 0 until its moment. */
  add(grant: Grant, cause: Cause): void {
    const draft: GrantDraft = { ...grant };
    this.#loaded.set(grant.id, draft);
    this.#created.add(grant.id);
    if (draft.phase === 'active') {
      this.#arrive(draft, 'granted', this.nowMs, cause);
    } else {
      this.#post('granted', draft, 0n, this.nowMs, cause);
      this.#head.waitingAmount += draft.amount;
      this.#touchGrant(draft, draft.dueAtMs);
    }
  }

  /** Takes an amount from the open grants in burn order; what they cannot cover becomes overdraft. */
  burn(as: 'consumed' | 'adjusted', amount: Micro, cause: Cause): readonly Allocation[] {
    const allocations: Allocation[] = [];
    let left = amount;
    for (const grant of this.#open.all()) {
      if (left === 0n) break;
      this.#open.requireBefore(grant);
      const taken = smaller(grant.remaining - grant.reserved, left);
      if (taken === 0n) continue;
      const why = this.#open.whyNow(grant);
      this.#take(grant, as, taken, this.nowMs, cause);
      grant[as] += taken;
      left -= taken;
      allocations.push({ grantId: grant.id, amount: taken, why });
    }
    if (left > 0n) {
      this.#open.requireAll();
      this.#post(as, null, -left, this.nowMs, cause);
      this.#head.overdraft += left;
      allocations.push({ grantId: null, amount: left, why: 'overdraft' });
    }
    return allocations;
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

  usage(): UsageRow[] {
    return [...this.#usage.values()];
  }

  /** The payment of a pending grant has arrived: its term begins now, or at its time where that still lies ahead. */
  pay(id: string, payment: Payment, cause: Cause): void {
    const grant = this.#named(id);
    const { nowMs } = this;
    grant.payment = payment;
    this.#edited.add(id);
    if (grant.effectiveAtMs > nowMs) {
      grant.phase = 'scheduled';
      this.#note(grant, 0n, cause);
      this.#touchGrant(grant, grant.effectiveAtMs);
      return;
    }
    if (grant.expiresAtMs !== null) grant.expiresAtMs += nowMs - grant.effectiveAtMs;
    grant.effectiveAtMs = nowMs;
    this.#activate(grant, nowMs, cause);
  }

  /** The payment of a pending grant will never arrive: it ends, and moves nothing. */
  fail(id: string, payment: Payment, cause: Cause): void {
    const grant = this.#named(id);
    grant.payment = payment;
    this.#edited.add(id);
    this.#note(grant, 0n, cause);
    this.#giveUp(grant, 'failed');
  }

  /** Ends a grant and takes back what no hold has set aside. */
  void(id: string, cause: Cause): void {
    const grant = this.#named(id);
    if (isWaiting(grant)) {
      this.#post('voided', grant, 0n, this.nowMs, cause);
      this.#giveUp(grant, 'voided');
      return;
    }
    const lost = grant.remaining - grant.reserved;
    this.#uncount(grant);
    this.#take(grant, 'voided', lost, this.nowMs, cause);
    grant.voided += lost;
    this.#end(grant, 'voided', this.nowMs);
  }

  /** Changes the terms of a grant that has not ended; a change of its amount is what the entry moves. */
  edit(id: string, change: GrantChange, cause: Cause): void {
    const grant = this.#named(id);
    const added = (change.amount ?? grant.amount) - grant.amount;
    this.#edited.add(id);
    if (isWaiting(grant)) {
      Object.assign(grant, change);
      grant.remaining += added;
      this.#head.waitingAmount += added;
      this.#note(grant, 0n, cause);
      this.#touchGrant(grant, grant.phase === 'scheduled' ? grant.effectiveAtMs : null);
      return;
    }
    const isCounted = this.#isCounted(grant);
    // Out of the order and in again: what decides its place may have changed.
    const wasOpen = this.#open.remove(grant);
    if (wasOpen) this.#head.openAmount -= grant.amount;
    Object.assign(grant, change);
    grant.remaining += added;
    const entry = this.#note(grant, added, cause);
    if (isCounted) this.#head.granted += added;
    if (grant.remaining > 0n) {
      this.#open.insert(grant);
      this.#head.openAmount += grant.amount;
      grant.depletedSeq = null;
    } else if (wasOpen) {
      grant.depletedSeq = entry.seq;
    }
    this.#touchGrant(grant, grant.expiresAtMs);
    if (added > 0n) this.#credit(entry);
  }

  /** Moves the version once for everything that was written since it last moved. */
  bumpVersion(): void {
    if (!this.#dirty) return;
    this.#dirty = false;
    this.#isChanged = true;
    this.#head.version += 1;
  }

  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** The account as it is to be written; its loaded grants in burn order first. */
  close(): Account {
    const inOrder = this.#open.all();
    const open = new Set(inOrder);
    const others = [...this.#loaded.values()].filter((grant) => !open.has(grant));
    return { ...this.#head, grants: [...inOrder, ...others] };
  }

  newGrants(): Grant[] {
    return [...this.#created].map((id) => this.#named(id));
  }

  /** Earlier grants of which figures and state changed, but no terms. */
  changedGrants(): Grant[] {
    const isOther = (id: string) => this.#created.has(id) || this.#edited.has(id);
    return [...this.#changed].filter((id) => !isOther(id)).map((id) => this.#named(id));
  }

  /** Earlier grants of which the terms changed, and figures and state perhaps. */
  editedGrants(): Grant[] {
    return [...this.#edited].filter((id) => !this.#created.has(id)).map((id) => this.#named(id));
  }

  /**
   * Does all that time has made due, in time order, each stamped with its own time. The version moves with each of
   * them, so that it orders what is read in between, whether or not that was written.
   */
  #advance(): void {
    const { nextDueMs } = this.#head;
    if (nextDueMs === null || nextDueMs > this.nowMs) return;
    for (const { grant, atMs, isEnd } of dueMoments(this.#loaded.values(), this.nowMs)) {
      if (isEnd) this.#expire(grant, atMs);
      else this.#activate(grant, atMs, causeOf(grant));
      this.bumpVersion();
    }
    const ahead = [...this.#loaded.values()].map((grant) => grant.dueAtMs);
    this.#head.nextDueMs = [...ahead, this.#head.laterDueMs].reduce(earlier, null);
    // Even where nothing was due after all, the next instant has to be written down.
    this.#isChanged = true;
  }

  #expire(grant: GrantDraft, at: Ms): void {
    const lost = grant.remaining - grant.reserved;
    this.#uncount(grant);
    if (lost > 0n) this.#take(grant, 'expired', lost, at, causeOf(grant));
    grant.expired += lost;
    this.#end(grant, 'expired', at);
  }

  /** A grant that waited begins. */
  #activate(grant: GrantDraft, atMs: Ms, cause: Cause): void {
    this.#head.waitingAmount -= grant.amount;
    grant.phase = 'active';
    this.#arrive(grant, 'activated', atMs, cause);
  }

  #arrive(grant: GrantDraft, type: 'granted' | 'activated', atMs: Ms, cause: Cause): void {
    const entry = this.#post(type, grant, grant.amount, atMs, cause);
    this.#open.insert(grant);
    this.#touchGrant(grant, grant.expiresAtMs);
    grant.updatedAtMs = entry.atMs;
    this.#head.openAmount += grant.amount;
    this.#credit(entry);
  }

  /** Credits have come with this entry: the denominator is counted anew, and overdraft is paid first. */
  #credit(entry: Entry): void {
    this.#head.granted = this.#head.openAmount;
    this.#head.arrivalSeq = entry.seq;
    this.#repay(entry.atMs);
  }

  /** Unreserved credits pay the overdraft, as a pair of entries that leaves the balance where it was. */
  #repay(atMs: Ms): void {
    for (const grant of this.#open.all()) {
      if (this.#head.overdraft === 0n) return;
      const paid = smaller(grant.remaining - grant.reserved, this.#head.overdraft);
      if (paid === 0n) continue;
      this.#take(grant, 'repaid', paid, atMs, causeOf(grant));
      grant.repaid += paid;
      this.#post('repaid', null, paid, atMs, causeOf(grant));
      this.#head.overdraft -= paid;
    }
    if (this.#head.overdraft > 0n) this.#open.requireAll();
  }

  #take(grant: GrantDraft, type: EntryType, amount: Micro, atMs: Ms, cause: Cause): void {
    const entry = this.#post(type, grant, -amount, atMs, cause);
    grant.remaining -= amount;
    grant.updatedAtMs = entry.atMs;
    this.#changed.add(grant.id);
    if (grant.remaining > 0n || !this.#open.remove(grant)) return;
    this.#head.openAmount -= grant.amount;
    grant.depletedSeq = entry.seq;
  }

  /** Writes down that something about a grant changed besides time and use. */
  #note(grant: GrantDraft, delta: Micro, cause: Cause): Entry {
    const entry = this.#post('updated', grant, delta, this.nowMs, cause);
    grant.updatedAtMs = entry.atMs;
    return entry;
  }

  /** Whether the denominator counts a grant that has started. */
  #isCounted(grant: Grant): boolean {
    return grant.depletedSeq === null || grant.depletedSeq > this.#head.arrivalSeq;
  }

  /** Expiry and voiding take a grant out of the denominator, if it is still in it. */
  #uncount(grant: GrantDraft): void {
    if (this.#isCounted(grant)) this.#head.granted -= grant.amount;
  }

  /** A grant that waited ends without ever having arrived. */
  #giveUp(grant: GrantDraft, as: 'voided' | 'failed'): void {
    this.#head.waitingAmount -= grant.amount;
    grant.voided += grant.remaining;
    grant.remaining = 0n;
    this.#end(grant, as, this.nowMs);
    if (grant.effectiveAtMs < this.nowMs) grant.endedAtMs = grant.effectiveAtMs;
  }

  #end(grant: GrantDraft, as: 'voided' | 'expired' | 'failed', atMs: Ms): void {
    grant.phase = 'ended';
    grant.endedAs = as;
    grant.endedAtMs = atMs;
    grant.dueAtMs = null;
    grant.updatedAtMs = atMs > grant.updatedAtMs ? atMs : grant.updatedAtMs;
    this.#changed.add(grant.id);
    this.#dirty = true;
  }

  #touchGrant(grant: GrantDraft, dueAtMs: Ms | null): void {
    grant.dueAtMs = dueAtMs;
    this.#head.nextDueMs = earlier(this.#head.nextDueMs, dueAtMs);
    this.#changed.add(grant.id);
  }

  #named(id: string): GrantDraft {
    const grant = this.#loaded.get(id);
    if (!grant) throw new Error(`grant ${id} is not loaded`);
    return grant;
  }

  #post(type: EntryType, grant: Grant | null, delta: Micro, atMs: Ms, cause: Cause): Entry {
    const head = this.#head;
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
    };
    head.balance = entry.after;
    this.entries.push(entry);
    this.#dirty = true;
    return entry;
  }
}
