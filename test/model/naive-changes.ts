import type { Catalog } from '../../server/ledger/catalog/catalog.js';
import type { EditBody } from '../../server/ledger/commands/grant-edit.js';
import type { Head } from '../../server/ledger/values/head.js';
import type { PaymentBody } from '../../server/ledger/commands/grant-payment.js';
import type { NaiveAccount, NaiveGrant } from './naive-account.js';
import { largestBalance } from './naive-amounts.js';
import { refuse, type NaiveResult } from './naive-result.js';

/** semantics: Grants. Payments and edits. */

/** An account's time never goes back, even if the clock does. */
const timeOf = (account: NaiveAccount, clockMs: number) => Math.max(clockMs, account.entries.at(-1)?.atMs ?? clockMs);

const grantIn = (account: NaiveAccount, id: string) => account.grants.find((candidate) => candidate.id === id);

/** The terms that an entry records. */
const recorded = ({ terms, effectiveAtMs, payment }: NaiveGrant): Record<string, unknown> => ({
  ...{ amount: terms.amount, priority: terms.priority, effectiveAtMs },
  ...{ expiresAtMs: terms.expiresAtMs, reason: terms.reason, paymentStatus: payment?.status ?? null },
});

function changesOf(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.keys(before).filter((term) => before[term] !== after[term]);
  const only = (terms: Record<string, unknown>) => Object.fromEntries(changed.map((term) => [term, terms[term]]));
  return changed.length === 0 ? null : { before: only(before), after: only(after) };
}

export function applyPayment(account: NaiveAccount, command: Head & PaymentBody, clockMs: number): NaiveResult {
  const nowMs = timeOf(account, clockMs);
  const grant = grantIn(account, command.grantId);
  if (grant === undefined) return refuse('grant_not_found');
  const { payment } = grant;
  if (payment === null || payment.mode === 'record') return refuse('payment_not_pending');
  const told = command.kind === 'grant.pay' ? 'paid' : 'failed';
  if (payment.status === told) return account.answered(grant);
  if (payment.status !== 'pending') return refuse('payment_not_pending');
  if (grant.ended !== null) return refuse('grant_ended');
  const before = recorded(grant);
  grant.payment = { ...payment, status: told };
  const labels = () => ({ actor: command.actor.type, changes: changesOf(before, recorded(grant)) });
  if (told === 'failed') {
    account.append('updated', grant.id, 0n, nowMs, labels());
    grant.ended = 'failed';
  } else if (grant.effectiveAtMs > nowMs) {
    account.append('updated', grant.id, 0n, nowMs, labels());
  } else {
    const waited = nowMs - grant.effectiveAtMs;
    const { expiresAtMs } = grant.terms;
    grant.terms = { ...grant.terms, expiresAtMs: expiresAtMs === null ? null : expiresAtMs + waited };
    grant.effectiveAtMs = nowMs;
    account.start(grant, 'activated', nowMs, labels());
  }
  return account.answered(grant);
}

export function applyEdit(
  account: NaiveAccount,
  command: Head & EditBody,
  clockMs: number,
  { creditTypes }: Catalog,
): NaiveResult {
  const nowMs = timeOf(account, clockMs);
  const { change } = command;
  const grant = grantIn(account, command.grantId);
  if (grant === undefined) return refuse('grant_not_found');
  const isArchived = creditTypes.get(account.ref.creditTypeId)?.archivedAtMs !== null;
  if (isArchived && (change.amount ?? 0n) > grant.terms.amount) return refuse('credit_type_archived');
  if (grant.ended !== null) return refuse('grant_ended');
  if (change.effectiveAtMs !== undefined && grant.started) return refuse('grant_started');
  if (change.effectiveAtMs !== undefined && change.effectiveAtMs <= nowMs) return refuse('invalid_field');
  if (change.expiresAtMs != null && change.expiresAtMs <= nowMs) return refuse('invalid_field');
  const terms = { ...grant.terms, ...change };
  const effectiveAtMs = change.effectiveAtMs ?? grant.effectiveAtMs;
  if (terms.expiresAtMs !== null && terms.expiresAtMs <= effectiveAtMs) return refuse('invalid_field');
  if (terms.category === 'promotional' && change.reason === null) return refuse('invalid_field');
  const used = grant.terms.amount - account.remaining(grant);
  if (terms.amount < used) return refuse('invalid_field');
  const added = terms.amount - grant.terms.amount;
  if (added > 0n && account.committed() + added > largestBalance) return refuse('amount_out_of_range');

  const before = recorded(grant);
  Object.assign(grant, { terms, effectiveAtMs });
  const labels = { actor: command.actor.type, changes: changesOf(before, recorded(grant)) };
  account.append('updated', grant.id, grant.started ? added : 0n, nowMs, labels);
  if (grant.started && added > 0n) account.repay(grant, nowMs);
  return account.answered(grant);
}
