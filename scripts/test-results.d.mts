export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };
export function countsOfVitest(report: unknown): Counts;
export function whyNotEnough(runner: string, counts: Counts | undefined, isComplete: boolean): string | null;
export function sum(all: Iterable<Counts>): Counts;
