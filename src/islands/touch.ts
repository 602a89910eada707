// client:touch: a demo's first frame is HTML; its script comes at the first touch of it, and a press made before is not
// lost. A link to a state of the demo wakes it too, though it never runs by itself. Where the script does not come, the
// first frame stays and says so.
import type { ClientDirective } from 'astro';
import { rememberTyped } from './typed.ts';

const signs = ['pointerenter', 'pointerdown', 'focusin', 'keydown'] as const;
/** Milliseconds from the script's arrival to a plate that is alive, after which it is said not to work. */
const patience = 15_000;

const touch: ClientDirective = (load, _options, island) => {
  let pressed: HTMLElement | null = null;
  let waking = false;

  /** What a control was told before its script was here: said again once it listens. */
  const press = (event: Event) => {
    const control =
      event.target instanceof Element && event.target.closest<HTMLElement>('button, [role="tab"]');
    if (!control) return;
    event.preventDefault();
    event.stopPropagation();
    pressed?.removeAttribute('aria-busy');
    pressed = control;
    control.setAttribute('aria-busy', 'true');
    void wake();
  };

  const wake = async () => {
    if (waking) return;
    waking = true;
    for (const sign of signs) island.removeEventListener(sign, wake);
    let failed = false;
    const fail = () => {
      failed = true;
    };
    island.addEventListener('astro:hydration-error', fail, { once: true });
    const hydrate = await load();
    const sayAgain = rememberTyped(island);
    await hydrate();
    if (!failed) failed = !(await live(island));
    if (!failed) sayAgain();
    island.removeEventListener('click', press, true);
    pressed?.removeAttribute('aria-busy');
    if (failed) return say(island);
    if (pressed?.isConnected) pressed.click();
  };

  const inside = (name: string) => (name === '' ? null : island.querySelector(`#${CSS.escape(name)}`));

  const arrive = () => {
    // The name of something inside, "#plate?s=…" (the kit's), or a demo's own "#place=…".
    const whole = location.hash.slice(1);
    const [named = '', state] = inside(whole) ? [whole] : whole.split(/[?=]/);
    const plate = inside(named);
    if (!plate) return;
    // No element has the whole fragment as its name, so the browser does not go there by itself.
    if (state !== undefined) plate.scrollIntoView();
    void wake();
  };

  island.addEventListener('click', press, true);
  for (const sign of signs) island.addEventListener(sign, wake, { passive: true });
  addEventListener('hashchange', arrive);
  arrive();
  // Something of the reader's waits for it: a kept draft, or what a link says.
  const kept = island.querySelector<HTMLElement>('[data-wakes]')?.dataset['wakes'];
  if (kept !== undefined && (location.search !== '' || has(kept))) void wake();
};

const has = (name: string): boolean => {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
};

/** True when React has taken over: the plate of the kit then says data-live. */
const live = (island: HTMLElement): Promise<boolean> =>
  new Promise((resolve) => {
    const look = () => {
      if (island.querySelector('[data-live]')) end(true);
    };
    const end = (alive: boolean) => {
      clearTimeout(timer);
      watch.disconnect();
      resolve(alive);
    };
    const timer = setTimeout(() => end(false), patience);
    const watch = new MutationObserver(look);
    watch.observe(island, { subtree: true, attributes: true, attributeFilter: ['data-live'] });
    look();
  });

function say(island: HTMLElement): void {
  const line = document.createElement('p');
  line.className = 'note';
  line.setAttribute('role', 'alert');
  line.textContent =
    'The script of this demo could not be loaded, so it stays as it is. Check the connection and reload the page.';
  island.append(line);
}

export default touch;
