import { formatAmount } from '../values/amount.js';
import { compareBurnOrder } from '../grants/burn-order.js';
import type { Entry } from '../accounts/entry.js';
import type { Grant } from '../grants/grant.js';
import type { Micro } from '../values/refs.js';

type Progress = {
  /** The last edit of each grant. The terms before it are unknown, because they are not stored. */
  readonly termsSince: ReadonlyMap<string, number>;
  readonly left: Map<string, Micro>;
  readonly open: Grant[];
  readonly ended: Set<string>;
  overdraft: Micro;
  last: Entry | null;
};

export function checkHistory(grants: readonly Grant[], entries: readonly Entry[]): string[] {
  const byId = new Map(grants.map((grant) => [grant.id, grant]));
  const updates = entries.filter((entry) => entry.type === 'updated' && entry.grantId !== null);
  const termsSince = new Map(updates.map((entry) => [entry.grantId ?? '', entry.seq]));
  const past: Progress = { termsSince, left: new Map(), open: [], ended: new Set(), overdraft: 0n, last: null };
  return entries.flatMap((entry) => {
    const violations = [...checkSequence(entry, past.last), ...checkDelta(entry, byId, past)];
    if (entry.type === 'consumed' || entry.type === 'adjusted') violations.push(...checkBurn(entry, byId, past));
    remember(entry, byId, past);
    return violations.map((violation) => `invariant ${violation} (entry ${entry.seq}, ${describe(entry)})`);
  });
}

function checkSequence(entry: Entry, last: Entry | null): string[] {
  const violations: string[] = [];
  if (entry.seq !== (last?.seq ?? 0) + 1) violations.push(`4 sequences have no gap: ${last?.seq ?? 0} came before`);
  if (entry.before !== (last?.after ?? 0n)) {
    violations.push(`4 before is the previous after: ${formatAmount(last?.after ?? 0n)}`);
  }
  if (entry.after !== entry.before + entry.delta) violations.push('4 after is before and delta');
  if (last !== null && entry.atMs < last.atMs) violations.push(`6 time never goes back: ${last.atMs} came before`);
  return violations;
}

function checkDelta(entry: Entry, byId: ReadonlyMap<string, Grant>, past: Progress): string[] {
  const grant = entry.grantId === null ? null : byId.get(entry.grantId);
  if (grant === undefined) return [`7 an entry names a grant of its account: ${entry.grantId}`];
  const arrives = entry.type === 'granted' || entry.type === 'activated';
  const violations: string[] = [];
  if (grant === null) {
    const repays = entry.type === 'repaid' && entry.delta > 0n && entry.delta <= past.overdraft;
    const isUse = entry.type === 'consumed' || entry.type === 'adjusted';
    if (!repays && !(isUse && entry.delta < 0n)) violations.push('7 overdraft is used or repaid');
  } else if (arrives) {
    const isWhole = entry.delta === grant.amount || !hasTermsOfNow(grant, entry, past);
    if (!isWhole && !(entry.type === 'granted' && entry.delta === 0n)) {
      violations.push('2 a grant arrives whole');
    }
    if ((past.left.get(grant.id) ?? 0n) !== 0n || past.ended.has(grant.id)) violations.push('2 a grant arrives once');
    if (entry.delta > 0n && entry.atMs < grant.effectiveAtMs) violations.push('9 no grant arrives before its time');
  } else {
    const left = past.left.get(grant.id) ?? 0n;
    if ((entry.delta > 0n && entry.type !== 'updated') || left + entry.delta < 0n)
      violations.push(`7 no more is taken than was left: ${formatAmount(left)}`);
    if (past.ended.has(grant.id)) violations.push('9 nothing happens to a grant after its end');
  }
  return violations;
}

function checkBurn(entry: Entry, byId: ReadonlyMap<string, Grant>, past: Progress): string[] {
  const grant = entry.grantId === null ? undefined : byId.get(entry.grantId);
  const violations: string[] = [];
  const isKnown = grant === undefined || hasTermsOfNow(grant, entry, past);
  // Overdraft comes after all grants. Grants are compared only if their terms at that time are known.
  const next = past.open.find((open) => grant === undefined || hasTermsOfNow(open, entry, past));
  // A burn skips credits set aside by holds, and entries do not record how much that was.
  if (isKnown && next?.reserved === 0n && next.id !== entry.grantId) {
    violations.push(`8 grants burn in order: ${next.id} comes first`);
  }
  if (grant === undefined) return violations;
  if (past.overdraft > 0n) violations.push(`0 overdraft is paid first: ${formatAmount(past.overdraft)}`);
  if (entry.atMs < grant.effectiveAtMs) violations.push('9 nothing is taken before effectiveAt');
  if (isKnown && grant.expiresAtMs !== null && entry.atMs >= grant.expiresAtMs && grant.reserved === 0n) {
    violations.push('9 nothing is taken at or after expiresAt');
  }
  return violations;
}

function hasTermsOfNow(grant: Grant, entry: Entry, { termsSince }: Progress): boolean {
  return (termsSince.get(grant.id) ?? 0) <= entry.seq;
}

function remember(entry: Entry, byId: ReadonlyMap<string, Grant>, past: Progress): void {
  past.last = entry;
  if (entry.grantId === null) {
    past.overdraft -= entry.delta;
    return;
  }
  const left = (past.left.get(entry.grantId) ?? 0n) + entry.delta;
  past.left.set(entry.grantId, left);
  if (entry.type === 'expired' || entry.type === 'voided') past.ended.add(entry.grantId);
  const place = past.open.findIndex((grant) => grant.id === entry.grantId);
  const grant = byId.get(entry.grantId);
  if (place >= 0 && left <= 0n) past.open.splice(place, 1);
  if (place < 0 && left > 0n && grant !== undefined) insert(grant, past.open);
}

function insert(grant: Grant, open: Grant[]): void {
  const place = open.findIndex((other) => compareBurnOrder(grant, other) < 0);
  open.splice(place < 0 ? open.length : place, 0, grant);
}

function describe(entry: Entry): string {
  return `${entry.type} ${formatAmount(entry.delta)} of ${entry.grantId ?? 'the overdraft'} at ${entry.atMs}`;
}
