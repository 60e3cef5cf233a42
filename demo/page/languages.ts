/** The list of languages closes by Escape and by a press beside it. Its choices are links. */
export function wireLanguages(): void {
  const list = document.querySelector<HTMLDetailsElement>('.languages');
  if (!list) return;
  list.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !list.open) return;
    list.open = false;
    list.querySelector('summary')?.focus();
  });
  for (const away of ['pointerdown', 'focusin']) {
    document.addEventListener(away, ({ target }) => {
      if (!list.contains(target as Node)) list.open = false;
    });
  }
}
