/** As many hues as people can tell apart, whatever their vision; what does not fit is "Other", hatched. */
export const HUES = 6;

/** What is to be told from others: a feature by its slot of the catalog, a user without one. */
export type Coloured = {
  readonly id: string;
  /** From 1. */
  readonly colorSlot: number | null;
  readonly createdAt: string | null;
};

/** The hues that this page has given to those without a slot: the same user has the same one in every chart. */
const given = new Map<string, number>();

/** A number from an id, the same on every page. */
const digest = (id: string): number => [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_003, 7);

/** Not by size, which changes with the range. */
function oldestFirst(all: readonly Coloured[]): readonly Coloured[] {
  const met = [...given.keys()];
  const ageOf = ({ id, createdAt }: Coloured): number =>
    createdAt ? Date.parse(createdAt) : given.has(id) ? met.indexOf(id) : met.length;
  return [...all].sort((a, b) => ageOf(a) - ageOf(b) || (a.id < b.id ? -1 : 1));
}

/**
 * The hue of each of these, at most six, by id. Of two with the same, the feature that was created later, or the user
 * that the page met later, moves to a free one.
 */
export function huesOf(all: readonly Coloured[]): ReadonlyMap<string, number> {
  const hues = new Map<string, number>();
  const isTaken = (hue: number) => [...hues.values()].includes(hue);
  const wishOf = ({ id, colorSlot }: Coloured): number =>
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
