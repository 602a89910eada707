// At the foot of the plate and in sight while the drawing scrolls: step n of N with its text and what moves it.
// Where the panel stands below the drawing (a phone), it also tells which part is open, and leads down to it.
import { button, make } from './element.ts';
import { formatPlace } from './place.ts';
import { partName } from './plate.ts';
import type { Walk } from './walk.ts';

export function addBar(walk: Walk): void {
  const { plate } = walk;
  const { section, steps, view } = plate;
  const count = make('strong', { class: 'bar-count' });
  const text = make('span');
  const open = make('a', { class: 'bar-open' });
  const toggle = button('Play', 'Play', () => (walk.playing() ? walk.stop() : void walk.play()));
  const whole = () => walk.go({ kind: 'whole' });
  toggle.dataset.turn = '';
  const stepTools = [
    button('Previous', 'Previous step', () => walk.step(-1)),
    toggle,
    button('Next', 'Next step', () => walk.step(1)),
    button('Stop', 'Stop and show the whole diagram', whole),
  ];
  const read = () => {
    const place = walk.place();
    const item = place.kind === 'part' ? plate.panels.get(place.part) : undefined;
    item?.scrollIntoView({ block: 'nearest' });
    item?.focus({ preventScroll: true });
  };
  open.addEventListener('click', (event) => {
    const place = walk.place();
    const step = place.kind === 'step' ? steps[place.step - 1] : undefined;
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    walk.go({ kind: 'part', part: step.at });
    read();
  });
  const partTools = [
    button('Read about it', 'Read about it', read),
    button('Close', 'Close and show the whole diagram', whole),
  ];
  const tools = make('div', { class: 'bar-tools' });
  const bar = make(
    'div',
    { class: 'diagram-bar', role: 'group', 'aria-label': 'Here' },
    make('p', {}, count, ' ', text, ' ', open),
    tools,
  );
  bar.hidden = true;
  section.querySelector('.diagram-body')?.after(bar);
  walk.onChange(() => {
    const place = walk.place();
    const held = bar.contains(document.activeElement);
    bar.hidden = place.kind !== 'step' && place.kind !== 'part';
    // What had the focus goes away with the bar: the drawing takes it.
    if (held && bar.hidden)
      plate.svg.querySelector<SVGAElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    if (bar.dataset.kind !== place.kind)
      tools.replaceChildren(...(place.kind === 'step' ? stepTools : partTools));
    bar.dataset.kind = place.kind;
    open.hidden = place.kind !== 'step';
    if (place.kind === 'part') {
      count.textContent = '';
      text.textContent = partName(plate, place.part);
    }
    const step = place.kind === 'step' ? steps[place.step - 1] : undefined;
    if (place.kind !== 'step' || !step) return;
    count.textContent = `Step ${place.step} of ${steps.length}`;
    text.textContent = step.text;
    open.textContent = `Open ${partName(plate, step.at)}`;
    open.href = formatPlace({ kind: 'part', part: step.at }, view);
    const playing = walk.playing();
    toggle.textContent = playing ? 'Pause' : 'Play';
    toggle.title = playing ? 'Pause the steps' : 'Play from here';
    toggle.setAttribute('aria-label', toggle.title);
  });
}
