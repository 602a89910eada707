// Before the first paint: the class that shows what needs JavaScript, the reader's theme, and fonts that are here already.
document.documentElement.classList.add('js');
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (localStorage.getItem('fonts') === 'seen') document.documentElement.classList.add('fonts');
} catch {}
// Search asked for before its script is here: remembered, and opened when it comes (start.ts).
for (const type of ['keydown', 'click']) {
  addEventListener(type, (event) => {
    const { dataset } = document.documentElement;
    if ('started' in dataset) return;
    const key = event.key?.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey);
    if (!key && !(type === 'click' && event.target.closest('[data-search]'))) return;
    event.preventDefault();
    dataset.early = 'search';
  });
}
