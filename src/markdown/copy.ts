// Puts a copy button on every block of code, once the reader has reached for one.
export function start(figures: Iterable<HTMLElement>): void {
  for (const figure of figures) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'code-copy';
    button.textContent = 'Copy';
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(figure.querySelector('code')?.textContent ?? '');
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Press Ctrl+C';
        getSelection()?.selectAllChildren(figure.querySelector('code') ?? figure);
      }
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 2000);
    };
    figure.querySelector('figcaption')?.append(button);
  }
}
