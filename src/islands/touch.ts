// client:touch: a demo's first frame is HTML; its script comes at the first touch of it, and a press made before is not lost.
import type { ClientDirective } from 'astro';

const signs = ['pointerenter', 'pointerdown', 'focusin', 'keydown'] as const;

/** What a control was told before its script was here: said again once it listens. */
const touch: ClientDirective = (load, _options, island) => {
  let pressed: HTMLElement | null = null;
  const press = (event: Event) => {
    const control =
      event.target instanceof Element && event.target.closest<HTMLElement>('button, [role="tab"]');
    if (!control) return;
    event.preventDefault();
    pressed = control;
    control.setAttribute('aria-busy', 'true');
  };
  const wake = async () => {
    for (const sign of signs) island.removeEventListener(sign, wake);
    const hydrate = await load();
    await hydrate();
    await live(island);
    island.removeEventListener('click', press, true);
    if (pressed === null) return;
    pressed.removeAttribute('aria-busy');
    if (pressed.isConnected) pressed.click();
  };
  island.addEventListener('click', press, true);
  for (const sign of signs) island.addEventListener(sign, wake, { passive: true });
  // A link to this demo's state: it may show itself, though it never runs by itself.
  const [named = ''] = location.hash.slice(1).split('?');
  if (named !== '' && island.querySelector(`#${CSS.escape(named)}`)) void wake();
};

/** The plate of the kit sets data-live when React has taken over. */
const live = (island: HTMLElement): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!island.querySelector('[data-live]')) return;
      watch.disconnect();
      resolve();
    };
    const watch = new MutationObserver(look);
    watch.observe(island, { subtree: true, attributes: true, attributeFilter: ['data-live'] });
    look();
  });

export default touch;
