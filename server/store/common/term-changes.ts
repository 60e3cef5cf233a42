import { type RecordedTerms, type TermChanges, TERMS } from '../../ledger/grants/term-changes.js';
import { formatAmount, parseAmount } from '../../ledger/values/amount.js';

type Side = Partial<RecordedTerms>;
type StoredSide = Omit<Side, 'amount'> & { readonly amount?: string };

/** JSON with the terms in a fixed order: the hash of the entry covers this text. Amounts are decimal strings. */
export const encodeChanges = (changes: TermChanges | null): string | null =>
  changes && JSON.stringify({ before: sideOut(changes.before), after: sideOut(changes.after) });

export function decodeChanges(text: string | null): TermChanges | null {
  if (text === null) return null;
  const { before, after } = JSON.parse(text) as Record<'before' | 'after', StoredSide>;
  return { before: sideIn(before), after: sideIn(after) };
}

function sideOut(side: Side): StoredSide {
  const present = TERMS.filter((term) => term in side);
  return Object.fromEntries(
    present.map((term) => [term, term === 'amount' ? formatAmount(side.amount ?? 0n) : side[term]]),
  );
}

const sideIn = ({ amount, ...others }: StoredSide): Side => ({
  ...(amount !== undefined && { amount: parseAmount(amount) }),
  ...others,
});
