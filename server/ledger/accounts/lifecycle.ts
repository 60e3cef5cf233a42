import type { AccountBook } from './book.js';
import { repay } from './burn.js';
import { type Cause, causeOf } from './cause.js';
import { isCounted, recount, uncount } from './denominator.js';
import type { Entry } from './entry.js';
import type { GrantDraft } from './open-grants.js';
import type { Grant, GrantChange, Payment } from '../grants/grant.js';
import { isWaiting } from '../grants/state.js';
import { termChanges } from '../grants/term-changes.js';
import type { Ms } from '../values/refs.js';

/** Writes a new grant: active at once with its amount as the delta, or waiting for its moment with delta 0. */
export function addGrant(book: AccountBook, grant: Grant, cause: Cause): void {
  const draft = book.create(grant);
  if (draft.phase === 'active') {
    arrive(book, draft, 'granted', book.nowMs, cause);
    return;
  }
  book.post('granted', draft, 0n, book.nowMs, cause);
  book.head.waitingAmount += draft.amount;
  book.setDue(draft, draft.dueAtMs);
}

/** Starts the term of a pending grant whose payment has arrived: now, or at its own start if that lies ahead. */
export function payGrant(book: AccountBook, id: string, payment: Payment, cause: Cause): void {
  const grant = book.draft(id);
  const before = { ...grant };
  const { nowMs } = book;
  grant.payment = payment;
  book.markEdited(grant);
  if (grant.effectiveAtMs > nowMs) {
    grant.phase = 'scheduled';
    book.noteUpdate(grant, 0n, { ...cause, changes: termChanges(before, grant) });
    book.setDue(grant, grant.effectiveAtMs);
    return;
  }
  if (grant.expiresAtMs !== null) grant.expiresAtMs += nowMs - grant.effectiveAtMs;
  grant.effectiveAtMs = nowMs;
  activate(book, grant, nowMs, { ...cause, changes: termChanges(before, grant) });
}

/** Ends a pending grant whose payment will never arrive. No credits move. */
export function failGrant(book: AccountBook, id: string, payment: Payment, cause: Cause): void {
  const grant = book.draft(id);
  const before = { ...grant };
  grant.payment = payment;
  book.markEdited(grant);
  book.noteUpdate(grant, 0n, { ...cause, changes: termChanges(before, grant) });
  endWaiting(book, grant, 'failed');
}

/** Ends a grant and takes back the credits that no hold has reserved. */
export function voidGrant(book: AccountBook, id: string, cause: Cause): void {
  const grant = book.draft(id);
  if (isWaiting(grant)) {
    book.post('voided', grant, 0n, book.nowMs, cause);
    endWaiting(book, grant, 'voided');
    return;
  }
  const lost = grant.remaining - grant.reserved;
  uncount(grant, book);
  book.take(grant, 'voided', lost, book.nowMs, cause);
  grant.voided += lost;
  end(book, grant, 'voided', book.nowMs);
}

/** Changes the terms of a grant that has not ended. The entry moves the change of its amount. */
export function editGrant(book: AccountBook, id: string, change: GrantChange, cause: Cause): void {
  const grant = book.draft(id);
  const added = (change.amount ?? grant.amount) - grant.amount;
  const noted = { ...cause, changes: termChanges(grant, { ...grant, ...change }) };
  book.markEdited(grant);
  if (isWaiting(grant)) {
    Object.assign(grant, change);
    grant.remaining += added;
    book.head.waitingAmount += added;
    book.noteUpdate(grant, 0n, noted);
    book.setDue(grant, grant.phase === 'scheduled' ? grant.effectiveAtMs : null);
    return;
  }
  const wasCounted = isCounted(grant, book.head);
  // The change may move the grant's place in the burn order, so it leaves the order and enters it again.
  const wasOpen = book.open.remove(grant);
  if (wasOpen) book.head.openAmount -= grant.amount;
  Object.assign(grant, change);
  grant.remaining += added;
  const entry = book.noteUpdate(grant, added, noted);
  if (wasCounted) book.head.granted += added;
  if (grant.remaining > 0n) {
    book.open.insert(grant);
    book.head.openAmount += grant.amount;
    grant.depletedSeq = null;
  } else if (wasOpen) {
    grant.depletedSeq = entry.seq;
  }
  book.setDue(grant, grant.expiresAtMs);
  if (added > 0n) credit(book, entry);
}

/** Starts a waiting grant. */
export function activate(book: AccountBook, grant: GrantDraft, atMs: Ms, cause: Cause): void {
  book.head.waitingAmount -= grant.amount;
  grant.phase = 'active';
  arrive(book, grant, 'activated', atMs, cause);
}

/** Ends a grant at its expiry. Credits that a hold has reserved stay until the hold ends. */
export function expire(book: AccountBook, grant: GrantDraft, atMs: Ms): void {
  const lost = grant.remaining - grant.reserved;
  uncount(grant, book);
  if (lost > 0n) book.take(grant, 'expired', lost, atMs, causeOf(grant));
  grant.expired += lost;
  end(book, grant, 'expired', atMs);
}

function arrive(book: AccountBook, grant: GrantDraft, type: 'granted' | 'activated', atMs: Ms, cause: Cause): void {
  const entry = book.post(type, grant, grant.amount, atMs, cause);
  book.open.insert(grant);
  book.setDue(grant, grant.expiresAtMs);
  grant.updatedAtMs = entry.atMs;
  book.head.openAmount += grant.amount;
  credit(book, entry);
}

/** New credits reset the denominator and repay the overdraft first. */
function credit(book: AccountBook, entry: Entry): void {
  recount(book, entry);
  repay(book, entry.atMs);
}

/** Ends a grant whose credits never arrived. */
function endWaiting(book: AccountBook, grant: GrantDraft, as: 'voided' | 'failed'): void {
  book.head.waitingAmount -= grant.amount;
  grant.voided += grant.remaining;
  grant.remaining = 0n;
  end(book, grant, as, book.nowMs);
  if (grant.effectiveAtMs < book.nowMs) grant.endedAtMs = grant.effectiveAtMs;
}

function end(book: AccountBook, grant: GrantDraft, as: 'voided' | 'expired' | 'failed', atMs: Ms): void {
  grant.phase = 'ended';
  grant.endedAs = as;
  grant.endedAtMs = atMs;
  grant.dueAtMs = null;
  grant.updatedAtMs = atMs > grant.updatedAtMs ? atMs : grant.updatedAtMs;
  book.markEnded(grant);
}
