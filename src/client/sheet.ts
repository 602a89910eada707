const loaded = new Map<string, Promise<void>>();

/** A style sheet that belongs to something loaded on demand. A sheet that does not come leaves the thing plain, not absent. */
export function loadSheet(href: string): Promise<void> {
  const coming =
    loaded.get(href) ??
    new Promise<void>((resolve) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = href;
      link.addEventListener('load', () => resolve());
      link.addEventListener('error', () => resolve());
      document.head.append(link);
    });
  loaded.set(href, coming);
  return coming;
}
