/** `closest`, also outside the shadow roots that contain the element. */
export function closestAcross(element: Element, selector: string): Element | null {
  const found = element.closest(selector);
  if (found) return found;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? closestAcross(host, selector) : null;
}
