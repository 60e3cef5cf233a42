import 'axe-core';
import type { AxeResults } from 'axe-core';

/** Background and text colors of the test pages. */
export const PAGES = { light: ['#fff', '#1b1b22'], dark: ['#101114', '#eee'] } as const;

/** axe is a classic script that sets a global. */
type Axe = { run(element: Element, options: object): Promise<AxeResults> };

export function dress(scheme: keyof typeof PAGES): void {
  const [background, color] = PAGES[scheme];
  for (const [property, value] of Object.entries({ background, color, 'color-scheme': scheme })) {
    document.body.style.setProperty(property, value);
  }
}

export async function violationsOf(element: Element): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: Axe };
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
