import type { AccountRef, Micro, Ms } from '../values/refs.js';

export type Usage =
  | { readonly featureId: string; readonly quantity: Micro }
  | { readonly eventName: string; readonly dimensions: Readonly<Record<string, string>> };

export type UsageRow = {
  readonly account: AccountRef;
  readonly quarterMs: Ms;
  readonly featureId: string;
  /** `''` if no user is named. */
  readonly userId: string;
  readonly amount: Micro;
  readonly events: number;
};

const QUARTER_MS: Ms = 900_000;

export const quarterOf = (atMs: Ms): Ms => atMs - (atMs % QUARTER_MS);
