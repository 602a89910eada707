// client:touch: a demo's first frame is HTML; its script comes at the first touch of it (waker.ts), and a press made before is
// not lost. Where the script does not come, the first frame stays and says so.
import type { ClientDirective } from 'astro';
import { sayItStays } from './say.ts';
import { rememberTyped } from './typed.ts';

/** Milliseconds from the script's arrival to a plate that is alive, after which it is said not to work. */
const patience = 15_000;

const touch: ClientDirective = (load, _options, island) => {
  const wake = async () => {
    let failed = false;
    const fail = () => {
      failed = true;
    };
    island.addEventListener('astro:hydration-error', fail, { once: true });
    const hydrate = await load();
    const sayAgain = rememberTyped(island);
    await hydrate();
    if (!failed) failed = !(await live(island));
    if (failed) return sayItStays(island);
    sayAgain();
    island.dataset['awake'] = '';
    for (const control of pressed(island)) {
      control.removeAttribute('data-pressed');
      control.removeAttribute('aria-busy');
      control.click();
      // The next one is heard by what this one made of the demo.
      await new Promise((turn) => setTimeout(turn));
    }
  };
  if ('touched' in island.dataset) void wake();
  else island.addEventListener('touched', wake, { once: true });
};

const pressed = (island: HTMLElement): HTMLElement[] =>
  [...island.querySelectorAll<HTMLElement>('[data-pressed]')].sort(
    (one, other) => Number(one.dataset['pressed']) - Number(other.dataset['pressed']),
  );

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

export default touch;
