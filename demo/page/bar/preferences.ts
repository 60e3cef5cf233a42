const YEAR_S = 31_536_000;

/** Stores the choice in a cookie, so that the server renders the next page with it. */
export function wireThemes(): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-theme-choice]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const choice = button.dataset['themeChoice'] ?? 'auto';
      document.documentElement.dataset['theme'] = choice;
      document.cookie = `theme=${choice}; path=/; max-age=${YEAR_S}; samesite=lax`;
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
    });
  }
}

export function wireLanguages(): void {
  const list = document.querySelector<HTMLDetailsElement>('.languages');
  if (!list) return;
  list.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !list.open) return;
    list.open = false;
    list.querySelector('summary')?.focus();
  });
  for (const event of ['pointerdown', 'focusin']) {
    document.addEventListener(event, ({ target }) => {
      if (!list.contains(target as Node)) list.open = false;
    });
  }
}
