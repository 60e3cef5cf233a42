import { smaller } from './amount.js';
import { compareBurnOrder, decidingCriterion } from './burn-order.js';
import type {
  Account,
  AccountRef,
  ActorRef,
  BurnReason,
  Entry,
  EntryType,
  Grant,
  Micro,
  Ms,
  UsageRow,
} from './protocol.js';

/** A decision reached past the grants that were loaded: the batch is decided again with more of them. */
export class ShortOfGrants extends Error {
  constructor(readonly account: AccountRef) {
    super('more grants are needed');
  }
}

/** Why an entry is written and by whom. */
export type Cause = {
  readonly source: { readonly type: string; readonly id: string };
  readonly actor: ActorRef;
  readonly featureId?: string;
  readonly userId?: string | null;
  readonly eventId?: string;
  readonly planId?: string | null;
  readonly planVersion?: number | null;
  readonly reason?: string | null;
};

export type Allocation = { readonly grantId: string | null; readonly amount: Micro; readonly why: BurnReason };

type Draft<T> = { -readonly [K in keyof T]: T[K] };
export type GrantDraft = Draft<Grant>;

/** The start or the end of a grant. */
type Moment = { readonly grant: GrantDraft; readonly atMs: Ms; readonly isEnd: boolean };

const SYSTEM: ActorRef = { type: 'system', id: 'drawdown' };
const causeOf = (grant: Grant): Cause => ({ source: { type: 'grant', id: grant.id }, actor: SYSTEM });

/**
 * One account while a batch writes in it. It is opened on a snapshot, which it never changes, and holds every entry,
 * grant and figure that the batch moves; the invariants of the ledger are kept here and nowhere else.
 */
export class AccountBook {
  readonly entries: Entry[] = [];
  readonly #head: Draft<Account>;
  /** Active, with something left, in burn order. */
  readonly #open: GrantDraft[] = [];
  /** Every loaded grant by id, open or not. */
  readonly #loaded = new Map<string, GrantDraft>();
  readonly #usage = new Map<string, Draft<UsageRow>>();
  readonly #created = new Set<string>();
  readonly #changed = new Set<string>();
  /** Behind this grant of the burn order there are open ones that are not loaded; null: all are. */
  readonly #edge: Grant | null;
  /** The time of the account: it never runs behind what is entered, even where the clock stepped back. */
  readonly nowMs: Ms;
  #dirty = false;
  #isChanged = false;

  constructor(account: Account, clockMs: Ms) {
    this.#head = { ...account };
    this.nowMs = clockMs > account.lastAtMs ? clockMs : account.lastAtMs;
    this.#edge = account.grants.find((grant) => grant.id === account.loadedUpTo) ?? null;
    for (const grant of account.grants) {
      const draft = { ...grant };
      this.#loaded.set(grant.id, draft);
      if (isOpen(draft)) this.#open.push(draft);
    }
    this.#open.sort(compareBurnOrder);
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
  /** What the account must be able to hold: the original amounts of its open and scheduled grants. */
  get committed(): Micro {
    return this.#head.openAmount + this.#head.scheduledAmount;
  }

  grant(id: string): Grant | undefined {
    return this.#loaded.get(id);
  }

  /** Its place in the burn order, 1 first; null when it cannot burn now. */
  position(id: string): number | null {
    const index = this.#open.findIndex((grant) => grant.id === id);
    return index < 0 ? null : index + 1;
  }

  /** Writes a new grant: active at once with its delta, or scheduled with delta 0 until its moment. */
  add(grant: Grant, cause: Cause): void {
    const draft: GrantDraft = { ...grant };
    this.#loaded.set(grant.id, draft);
    this.#created.add(grant.id);
    if (draft.phase === 'active') {
      this.#arrive(draft, 'granted', this.nowMs, cause);
    } else {
      this.#post('granted', draft, 0n, this.nowMs, cause);
      this.#head.scheduledAmount += draft.amount;
      this.#touchGrant(draft, draft.effectiveAtMs);
    }
  }

  /** Takes an amount from the open grants in burn order; what they cannot cover becomes overdraft. */
  burn(amount: Micro, cause: Cause): readonly Allocation[] {
    const allocations: Allocation[] = [];
    let left = amount;
    // A copy: grants leave the list as they are used up.
    const open = [...this.#open];
    for (const [index, grant] of open.entries()) {
      if (left === 0n) break;
      this.#requireLoadedBefore(grant);
      const taken = smaller(grant.remaining - grant.reserved, left);
      if (taken === 0n) continue;
      const why = this.#whyBefore(grant, open[index + 1]);
      this.#take(grant, 'consumed', taken, this.nowMs, cause);
      grant.consumed += taken;
      left -= taken;
      allocations.push({ grantId: grant.id, amount: taken, why });
    }
    if (left > 0n) {
      if (this.#edge) throw new ShortOfGrants(this.ref);
      this.#post('consumed', null, -left, this.nowMs, cause);
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

  /** Ends a grant and takes back what no hold has set aside. */
  void(id: string, cause: Cause): void {
    const grant = this.#loaded.get(id);
    if (!grant) throw new Error(`grant ${id} is not loaded`);
    const wasScheduled = grant.phase === 'scheduled';
    const lost = grant.remaining - grant.reserved;
    if (wasScheduled) {
      this.#post('voided', grant, 0n, this.nowMs, cause);
      this.#head.scheduledAmount -= grant.amount;
      grant.remaining = 0n;
    } else {
      this.#uncount(grant);
      this.#take(grant, 'voided', lost, this.nowMs, cause);
    }
    grant.voided += lost;
    this.#end(grant, 'voided', this.nowMs);
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
    const open = new Set(this.#open);
    const others = [...this.#loaded.values()].filter((grant) => !open.has(grant));
    return { ...this.#head, grants: [...this.#open, ...others] };
  }

  newGrants(): Grant[] {
    return [...this.#created].map((id) => this.#loaded.get(id)).filter((grant) => grant !== undefined);
  }

  changedGrants(): Grant[] {
    return [...this.#changed]
      .filter((id) => !this.#created.has(id))
      .map((id) => this.#loaded.get(id))
      .filter((grant) => grant !== undefined);
  }

  /**
   * Does all that time has made due, in time order, each stamped with its own time. At one instant expiries come
   * before activations; among equals the burn order decides. The version moves with each of them, so that it orders
   * what is read in between, whether or not that was written.
   */
  #advance(): void {
    const { nextDueMs } = this.#head;
    if (nextDueMs === null || nextDueMs > this.nowMs) return;
    for (const { grant, atMs, isEnd } of this.#agenda()) {
      if (isEnd) {
        this.#expire(grant, atMs);
      } else {
        this.#head.scheduledAmount -= grant.amount;
        grant.phase = 'active';
        this.#arrive(grant, 'activated', atMs, causeOf(grant));
      }
      this.bumpVersion();
    }
    const pending = [...this.#loaded.values()].map((grant) => grant.dueAtMs);
    this.#head.nextDueMs = [...pending, this.#head.laterDueMs].reduce(earlier, null);
    // Even where nothing was due after all, the next instant has to be written down.
    this.#isChanged = true;
  }

  /** Every start and end that is due, in order; one grant may have both. Sorted once: an account may own thousands. */
  #agenda(): Moment[] {
    const moments: Moment[] = [];
    for (const grant of this.#loaded.values()) {
      const { dueAtMs, expiresAtMs } = grant;
      if (dueAtMs === null || dueAtMs > this.nowMs) continue;
      if (grant.phase === 'scheduled') moments.push({ grant, atMs: dueAtMs, isEnd: false });
      if (expiresAtMs !== null && expiresAtMs <= this.nowMs) moments.push({ grant, atMs: expiresAtMs, isEnd: true });
    }
    return moments.sort(compareMoments);
  }

  #expire(grant: GrantDraft, at: Ms): void {
    const lost = grant.remaining - grant.reserved;
    this.#uncount(grant);
    if (lost > 0n) this.#take(grant, 'expired', lost, at, causeOf(grant));
    grant.expired += lost;
    this.#end(grant, 'expired', at);
  }

  /** Credits arrive: the denominator is counted anew, and overdraft is paid first. */
  #arrive(grant: GrantDraft, type: 'granted' | 'activated', atMs: Ms, cause: Cause): void {
    const entry = this.#post(type, grant, grant.amount, atMs, cause);
    this.#insertOpen(grant);
    this.#touchGrant(grant, grant.expiresAtMs);
    grant.updatedAtMs = entry.atMs;
    this.#head.openAmount += grant.amount;
    this.#head.granted = this.#head.openAmount;
    this.#head.arrivalSeq = entry.seq;
    this.#settle(atMs);
  }

  #insertOpen(grant: GrantDraft): void {
    this.#requireLoadedBefore(grant);
    const index = this.#open.findIndex((other) => compareBurnOrder(grant, other) < 0);
    this.#open.splice(index < 0 ? this.#open.length : index, 0, grant);
  }

  /** Behind the edge, open grants that are not loaded may burn before this one. */
  #requireLoadedBefore(grant: Grant): void {
    if (this.#edge && compareBurnOrder(grant, this.#edge) > 0) throw new ShortOfGrants(this.ref);
  }

  /** Unreserved credits pay the overdraft, as a pair of entries that leaves the balance where it was. */
  #settle(atMs: Ms): void {
    for (const grant of [...this.#open]) {
      if (this.#head.overdraft === 0n) return;
      const paid = smaller(grant.remaining - grant.reserved, this.#head.overdraft);
      if (paid === 0n) continue;
      this.#take(grant, 'settled', paid, atMs, causeOf(grant));
      grant.settled += paid;
      this.#post('settled', null, paid, atMs, causeOf(grant));
      this.#head.overdraft -= paid;
    }
    if (this.#head.overdraft > 0n && this.#edge) throw new ShortOfGrants(this.ref);
  }

  /** What put a grant before the next one, which must be the next one of all, not only of those that are loaded. */
  #whyBefore(grant: Grant, next: Grant | undefined): BurnReason {
    if (next) this.#requireLoadedBefore(next);
    else if (this.#edge) throw new ShortOfGrants(this.ref);
    return next ? decidingCriterion(grant, next) : 'only_grant';
  }

  #take(grant: GrantDraft, type: EntryType, amount: Micro, atMs: Ms, cause: Cause): void {
    const entry = this.#post(type, grant, -amount, atMs, cause);
    grant.remaining -= amount;
    grant.updatedAtMs = entry.atMs;
    this.#changed.add(grant.id);
    if (grant.remaining === 0n && grant.depletedSeq === null) this.#leaveOpen(grant, entry.seq);
  }

  #leaveOpen(grant: GrantDraft, seq: number): void {
    const index = this.#open.indexOf(grant);
    if (index < 0) return;
    this.#open.splice(index, 1);
    this.#head.openAmount -= grant.amount;
    grant.depletedSeq = seq;
  }

  /** Expiry and voiding take a grant out of the denominator, if it is still in it. */
  #uncount(grant: GrantDraft): void {
    const counted = grant.depletedSeq === null || grant.depletedSeq > this.#head.arrivalSeq;
    if (counted) this.#head.granted -= grant.amount;
  }

  #end(grant: GrantDraft, as: 'voided' | 'expired', atMs: Ms): void {
    grant.phase = 'ended';
    grant.endedAs = as;
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

export function isOpen(grant: Grant): boolean {
  return grant.phase === 'active' && grant.remaining > 0n;
}

function compareMoments(a: Moment, b: Moment): number {
  const endFirst = (moment: Moment) => (moment.isEnd ? 0 : 1);
  return a.atMs - b.atMs || endFirst(a) - endFirst(b) || compareBurnOrder(a.grant, b.grant);
}

function earlier(a: Ms | null, b: Ms | null): Ms | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}
