import { everythingIn } from './elements.js';

type Line = { readonly text: string; readonly node: Node; readonly box: DOMRect; readonly frame: DOMRect };

/** Elements that scroll, overlay others on purpose, or have no text. */
const APART = '.scroll, .table, .tooltip, .bone, select';

/** Text for screen readers only: the node or an ancestor is clipped to nothing. */
const isUnseen = (node: Element): boolean => {
  for (let one: Element | null = node; one; one = one.parentElement) {
    if (getComputedStyle(one).clipPath !== 'none') return true;
  }
  return false;
};

/** The nearest ancestor that clips its content, or the element itself. */
function frameOf(node: Element, element: Element): DOMRect {
  for (let one: Element | null = node; one && one !== element; one = one.parentElement) {
    if (getComputedStyle(one).overflowX !== 'visible') return one.getBoundingClientRect();
  }
  return element.getBoundingClientRect();
}

function* linesIn(element: HTMLElement): Generator<Line> {
  for (const one of everythingIn(element)) {
    if (!(one instanceof HTMLElement) || one === element || one.closest(APART)) continue;
    if (!one.checkVisibility({ checkVisibilityCSS: true }) || isUnseen(one)) continue;
    for (const node of one.childNodes) {
      if (node.nodeType !== Node.TEXT_NODE || !node.textContent?.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const frame = frameOf(one, element);
      for (const box of range.getClientRects()) yield { text: node.textContent.trim(), node, box, frame };
    }
  }
}

/** A line box is taller than its letters, so boxes that only touch do not overlap. */
const overlap = (one: DOMRect, other: DOMRect): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > one.height / 3;

export function misfitsIn(element: HTMLElement): string[] {
  const lines = [...linesIn(element)];
  const cut = lines
    .filter(({ box, frame }) => box.left < frame.left - 1 || box.right > frame.right + 1)
    .map(({ text }) => `cut off: ${text}`);
  const covered = lines.flatMap(({ text, node, box }, index) =>
    lines
      .slice(index + 1)
      .filter((other) => other.node !== node && overlap(box, other.box))
      .map((other) => `${text} overlaps ${other.text}`),
  );
  return [...cut, ...covered, ...(element.scrollWidth > element.clientWidth ? ['it scrolls sideways'] : [])];
}
