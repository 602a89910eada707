// The two fonts come after the text. They are fetched when the page has settled and used from the reader's first move on,
// so that a slow line spends its first second on words; later pages use them from the start (theme-early.js).

const moves = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const;
const faces = ['400 1em "Hanken Grotesk Variable"', '400 1em "JetBrains Mono Variable"'];

export function wireFonts(): void {
  const root = document.documentElement;
  if (root.classList.contains('fonts')) return;

  const use = () => {
    for (const move of moves) removeEventListener(move, use);
    root.classList.add('fonts');
    try {
      localStorage.setItem('fonts', 'seen');
    } catch {
      // Storage refused: the next page asks again.
    }
  };
  const come = () => {
    // A mouse says a desk and a line that can afford it; a finger is waited for.
    if (matchMedia('(pointer: fine)').matches) use();
    else for (const move of moves) addEventListener(move, use, { once: true, passive: true });
  };
  // Firefox gives up on a font that is late: the system's stays, and the next page asks again.
  const stay = () => {};
  const fetchThem = () => void Promise.all(faces.map((face) => document.fonts.load(face))).then(come, stay);
  setTimeout(fetchThem, 1500);
}
