/** As many hues as people can tell apart, whatever their vision; what does not fit is "Other", hatched. */
export const HUES = 6;

/** The hues that this page has given, by key: the same feature has the same one in every range, filter and chart. */
const given = new Map<string, number>();

/** A number from a key, the same on every page. */
const digest = (key: string): number => [...key].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 1_000_003, 7);

/**
 * The hue of each of these keys, at most six. A key has the one that follows from itself; of two with the same, the one
 * that the page met later moves to a free one and keeps that.
 */
export function huesOf(keys: readonly string[]): ReadonlyMap<string, number> {
  const known = [...given.keys()].filter((key) => keys.includes(key));
  // Not by size, which changes with the range.
  const fresh = keys.filter((key) => !given.has(key)).sort();
  const taken = new Map<number, string>();
  for (const key of [...known, ...fresh]) {
    let hue = given.get(key) ?? digest(key) % HUES;
    while (taken.has(hue)) hue = (hue + 1) % HUES;
    taken.set(hue, key);
    given.set(key, hue);
  }
  return new Map([...taken].map(([hue, key]) => [key, hue]));
}
