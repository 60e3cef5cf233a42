/** Compares two measurements in interleaved rounds, so that a busy machine slows both, and by their medians. */

export type Comparison = {
  /** The measured work, with the rows written or the bytes sent. */
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly limit: number;
  readonly ratio: number;
  readonly reach: number;
};

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export async function compare(
  what: { readonly name: string; readonly unit: string; readonly reach: number; readonly rounds: number },
  measure: { readonly ours: () => Promise<number>; readonly limit: () => Promise<number> },
): Promise<Comparison> {
  const ours: number[] = [];
  const limit: number[] = [];
  for (let round = 0; round < what.rounds; round += 1) {
    // The first side warms the caches of the machine for the second, so the sides take turns.
    for (const side of round % 2 === 0 ? (['limit', 'ours'] as const) : (['ours', 'limit'] as const)) {
      (side === 'ours' ? ours : limit).push(await measure[side]());
    }
  }
  const ratio = median(ours.map((value, round) => value / (limit[round] ?? Number.NaN)));
  return { name: what.name, unit: what.unit, reach: what.reach, ours: median(ours), limit: median(limit), ratio };
}

const figure = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 2 : 0 });

export function printComparison({ name, unit, ours, limit, ratio, reach }: Comparison): void {
  const verdict = ratio >= reach ? 'reached' : 'short of';
  console.log(`${name}\n  ${figure(ours)} ÷ ${figure(limit)} ${unit} = ${ratio.toFixed(2)}   (${verdict} ${reach})`);
}

export function printMost(name: string, unit: string, value: number, most: number): void {
  const verdict = value <= most ? 'within' : 'above';
  console.log(`${name}\n  ${figure(value)} ${unit}   (${verdict} ${most})`);
}

export async function rate(count: number, task: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await task();
  return (count / (performance.now() - start)) * 1000;
}
