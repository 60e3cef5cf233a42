const YEAR_S = 31_536_000;

/** Light, dark, or as the system is. The choice is a cookie, so that the server sends the page in it at once. */
export function wireTheme(): void {
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
