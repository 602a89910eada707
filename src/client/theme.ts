/** The three-way theme switch: system, light, dark. The choice stays in this browser; without storage it lasts for the page. */
export function wireTheme(): void {
  const root = document.documentElement;
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-set-theme]');

  const show = () => {
    const current = root.dataset['theme'] ?? 'system';
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.dataset['setTheme'] === current));
    }
  };

  const choose = (theme: string | undefined) => {
    try {
      if (theme === 'light' || theme === 'dark') localStorage.setItem('theme', theme);
      else localStorage.removeItem('theme');
    } catch {
      // Storage refused (private mode): the choice holds until the page is left.
    }
    if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
    else delete root.dataset['theme'];
    show();
  };

  for (const button of buttons) button.addEventListener('click', () => choose(button.dataset['setTheme']));
  addEventListener('storage', (event) => {
    if (event.key === 'theme') choose(event.newValue ?? 'system');
  });
  show();
}
