// What a page with demos has from the start, inlined before the first of them: it sees the first touch of a demo, keeps what was
// pressed, and only then asks for the script that wakes demos (touch.ts, with Astro's own). A link to a state of a demo wakes it
// too, though it never runs by itself. Small, because it counts as script before a touch.
import { sayItStays } from './say.ts';

/** The address of that script, put in by the build; empty in `astro dev`, where Astro has inlined it. */
declare const ISLANDS: string;

const signs = ['pointerover', 'pointerdown', 'focusin', 'keydown', 'click'] as const;
let script: Promise<unknown> | undefined;
let presses = 0;

const islandOf = (inside: EventTarget | null) =>
  inside instanceof Element ? inside.closest<HTMLElement>('astro-island') : null;

function wake(island: HTMLElement | null): void {
  if (!island || 'touched' in island.dataset) return;
  island.dataset['touched'] = '';
  island.dispatchEvent(new Event('touched'));
  // On a slow line all come at once; that one of them fails is told by whoever needs it.
  for (const name of ['component-url', 'renderer-url'])
    import(island.getAttribute(name) as string).catch(() => {});
  if (ISLANDS === '') return;
  script ??= import(ISLANDS);
  script.catch(() => sayItStays(island));
}

/** What a control was told before its script was here: said again once it listens, in the order of the presses, each once. */
function keep(event: Event): void {
  const control = (event.target as Element).closest('button, [role="tab"]');
  if (!control) return;
  event.preventDefault();
  event.stopPropagation();
  presses += 1;
  control.setAttribute('data-pressed', `${presses}`);
  control.setAttribute('aria-busy', 'true');
}

for (const sign of signs)
  addEventListener(
    sign,
    (event) => {
      const island = islandOf(event.target);
      if (!island || 'awake' in island.dataset) return;
      if (sign === 'click') keep(event);
      wake(island);
    },
    true,
  );

function arrive(): void {
  // The name of something inside, "#plate?s=…" (the kit's), or a demo's own "#place=…".
  const whole = location.hash.slice(1);
  const [named = '', state] = document.getElementById(whole) ? [whole] : whole.split(/[?=]/);
  const plate = document.getElementById(named);
  const island = islandOf(plate);
  // No element has the whole fragment as its name, so the browser does not go there by itself.
  if (island && state !== undefined) plate?.scrollIntoView();
  wake(island);
}

const has = (name: string): boolean => {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
};

addEventListener('hashchange', arrive);
addEventListener('DOMContentLoaded', () => {
  arrive();
  // Something of the reader's waits for it: a kept draft, or what a link says.
  for (const one of document.querySelectorAll<HTMLElement>('[data-wakes]'))
    if (location.search !== '' || has(one.dataset['wakes'] as string)) wake(islandOf(one));
});
