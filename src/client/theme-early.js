// Before the first paint: the class that shows what needs JavaScript, the reader's theme, and fonts that are here already.
document.documentElement.classList.add('js');
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  if (localStorage.getItem('fonts') === 'seen') document.documentElement.classList.add('fonts');
} catch {}
