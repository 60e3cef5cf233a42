import type { AccountRef, Micro, Ms } from '../values/refs.js';

export type Usage =
  | { readonly featureId: string; readonly quantity: Micro }
  | { readonly eventName: string; readonly dimensions: Readonly<Record<string, string>> };

/** Usage by the quarter hour in which it happened, for the charts. */
export type UsageRow = {
  readonly account: AccountRef;
  readonly quarterMs: Ms;
  readonly featureId: string;
  /** `''`: no user named. */
  readonly userId: string;
  readonly amount: Micro;
  readonly events: number;
};

const QUARTER_MS: Ms = 900_000;

/** The quarter hour in which usage is counted. */
export const quarterOf = (atMs: Ms): Ms => atMs - (atMs % QUARTER_MS);
