/** The parts of what the portal is made of, which it passes on as `balance__number` and the like. */
const PARTS: Readonly<Record<string, string>> = {
  balance:
    'base header pool pool-heading number unit status help held meter expiry actions add-button empty error ' +
    'signed-out footer skeleton',
  usage:
    'base header total unit change period controls plot tooltip note legend legend-entry table actions empty error ' +
    'signed-out footer skeleton',
  grants:
    'base header controls notice add-button table row status meter total more actions empty error signed-out footer ' +
    'skeleton',
};

/** What a child's `exportparts` says. */
export const exportedParts = (child: string): string =>
  (PARTS[child] ?? '')
    .split(' ')
    .filter(Boolean)
    .map((part) => `${part}:${child}__${part}`)
    .join(',');
