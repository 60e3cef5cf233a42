/** People with any color vision can tell six hues apart. Further series become "Other", which is hatched. */
export const HUES = 6;

/** Features have a color slot of the catalog; users have none. */
export type HueRequest = {
  readonly id: string;
  /** 1 to 6; `null` for a user. */
  readonly colorSlot: number | null;
  readonly createdAt: string | null;
};

/** Hues of series without a slot, kept so that a user has the same hue in all charts of the page. */
const given = new Map<string, number>();

/** A hash that is stable across pages. */
const digest = (id: string): number => [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_003, 7);

/** Sorted by age, because the order by size changes with the range. */
function oldestFirst(all: readonly HueRequest[]): readonly HueRequest[] {
  const met = [...given.keys()];
  const ageOf = ({ id, createdAt }: HueRequest): number =>
    createdAt ? Date.parse(createdAt) : given.has(id) ? met.indexOf(id) : met.length;
  return [...all].sort((a, b) => ageOf(a) - ageOf(b) || (a.id < b.id ? -1 : 1));
}

/**
 * Hues by id, for at most six series. If two want the same hue, the newer feature, or the user whom the page showed
 * later, moves to a free one.
 */
export function huesOf(all: readonly HueRequest[]): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  const isTaken = (hue: number) => [...hues.values()].includes(hue);
  const wishOf = ({ id, colorSlot }: HueRequest): number =>
    (colorSlot === null ? (given.get(id) ?? digest(id)) : colorSlot - 1) % HUES;
  const ordered = oldestFirst(all);
  for (const one of ordered) if (!isTaken(wishOf(one))) hues.set(one.id, wishOf(one));
  for (const one of ordered.filter(({ id }) => !hues.has(id))) {
    let hue = wishOf(one);
    while (isTaken(hue)) hue = (hue + 1) % HUES;
    hues.set(one.id, hue);
  }
  for (const { id, colorSlot } of ordered) if (colorSlot === null) given.set(id, hues.get(id) ?? 0);
  return hues;
}
