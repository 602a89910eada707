/** Ends the waiting of a demo whose script did not come: the first frame stays, and says so. */
export function sayItStays(island: HTMLElement): void {
  island.dataset['awake'] = '';
  for (const control of island.querySelectorAll('[data-pressed]')) control.removeAttribute('aria-busy');
  const line = document.createElement('p');
  line.className = 'note';
  line.setAttribute('role', 'alert');
  line.textContent =
    'The script of this demo could not be loaded, so it stays as it is. Check the connection and reload the page.';
  island.append(line);
}
