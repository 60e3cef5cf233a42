import type { PoolAnswer, Result } from '../../ledger/commands/result.js';
import type { GrantAnswer } from '../../ledger/grants/grant.js';
import type { Allocation, ChargeAnswer } from '../../ledger/usage/charge.js';
import { formatAmount, parseAmount } from '../../ledger/values/amount.js';
import type { Refusal } from '../../ledger/values/refusal.js';

/**
 * Encodes a result as it is stored with its key. Stores and archives keep this text, so its fields and their order
 * never change. Objects are spread first, so that an amount keeps its place.
 */
export const encodeResult = (result: Result): string => JSON.stringify(mapResult<bigint, string>(result, formatAmount));

/** @throws RangeError if an amount is not well-formed */
export const decodeResult = (text: string): Result =>
  mapResult<string, bigint>(JSON.parse(text) as With<string, Result>, parseAmount);

type With<Amount, T> = T extends bigint
  ? Amount
  : T extends object
    ? { readonly [Key in keyof T]: With<Amount, T[Key]> }
    : T;

type Convert<From, To> = (amount: From) => To;

function mapResult<From, To>(result: With<From, Result>, to: Convert<From, To>): With<To, Result> {
  if (result.status === 'refused') {
    const { shortfall, ...refusal } = result.refusal;
    return {
      status: 'refused',
      refusal: shortfall ? { ...refusal, shortfall: mapShortfall(shortfall, to) } : refusal,
    };
  }
  const { answer } = result;
  switch (answer.kind) {
    case 'event': {
      const charges = answer.charges.map((charge) => mapCharge(charge, to));
      return { status: 'done', answer: { ...answer, charges } };
    }
    case 'grant':
      return {
        status: 'done',
        answer: { ...answer, grant: mapGrant(answer.grant, to), pool: mapPool(answer.pool, to) },
      };
    case 'adjustment': {
      const { adjustment } = answer;
      const amount = to(adjustment.amount);
      const allocations = mapAllocations(adjustment.allocations, to);
      return {
        status: 'done',
        answer: { ...answer, adjustment: { ...mapPool(adjustment, to), amount, allocations } },
      };
    }
    case 'subscription':
    case 'touch':
      return { status: 'done', answer };
  }
}

const mapPool = <Pool extends With<From, PoolAnswer>, From, To>(pool: Pool, to: Convert<From, To>) => ({
  ...pool,
  balance: to(pool.balance),
  available: to(pool.available),
  overdraft: to(pool.overdraft),
});

const mapAllocations = <From, To>(allocations: With<From, readonly Allocation[]>, to: Convert<From, To>) =>
  allocations.map((allocation) => ({ ...allocation, amount: to(allocation.amount) }));

const mapCharge = <From, To>(charge: With<From, ChargeAnswer>, to: Convert<From, To>): With<To, ChargeAnswer> => ({
  ...charge,
  quantity: to(charge.quantity),
  rate: { credits: to(charge.rate.credits), units: to(charge.rate.units) },
  amount: to(charge.amount),
  balance: to(charge.balance),
  available: to(charge.available),
  overdraft: to(charge.overdraft),
  allocations: mapAllocations(charge.allocations, to),
});

const mapGrant = <From, To>(grant: With<From, GrantAnswer>, to: Convert<From, To>): With<To, GrantAnswer> => ({
  ...grant,
  amount: to(grant.amount),
  remaining: to(grant.remaining),
  consumed: to(grant.consumed),
  adjusted: to(grant.adjusted),
  forfeited: to(grant.forfeited),
});

type Shortfall = NonNullable<Refusal['shortfall']>;

const mapShortfall = <From, To>(shortfall: With<From, Shortfall>, to: Convert<From, To>): With<To, Shortfall> => ({
  ...shortfall,
  balance: to(shortfall.balance),
  available: to(shortfall.available),
  required: to(shortfall.required),
  shortfall: to(shortfall.shortfall),
});
