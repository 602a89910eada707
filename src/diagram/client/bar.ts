// The player at the foot of the plate: step n of N, its text, and what moves it. It stays in sight while the drawing scrolls.
import { button, make } from './element.ts';
import { formatPlace } from './place.ts';
import { partName } from './plate.ts';
import type { Walk } from './walk.ts';

export function addBar(walk: Walk): void {
  const { section, steps, view } = walk.plate;
  if (steps.length === 0) return;
  const count = make('strong', { class: 'bar-count' });
  const text = make('span', { class: 'bar-text' });
  const open = make('a', { class: 'bar-open' });
  const toggle = button('Pause', 'Pause the steps', () => (walk.playing() ? walk.stop() : void walk.play()));
  const bar = make(
    'div',
    { class: 'diagram-bar', role: 'group', 'aria-label': 'Steps' },
    make('p', {}, count, ' ', text, ' ', open),
    make(
      'div',
      { class: 'bar-tools' },
      button('Previous', 'Previous step', () => walk.step(-1)),
      toggle,
      button('Next', 'Next step', () => walk.step(1)),
      button('Stop', 'Stop and show the whole diagram', () => walk.go({ kind: 'whole' })),
    ),
  );
  bar.hidden = true;
  const body = section.querySelector('.diagram-body');
  if (body) body.after(bar);
  else section.append(bar);
  walk.onChange(() => {
    const place = walk.place();
    const step = place.kind === 'step' ? steps[place.step - 1] : undefined;
    bar.hidden = step === undefined;
    if (place.kind !== 'step' || !step) return;
    count.textContent = `Step ${place.step} of ${steps.length}`;
    text.textContent = step.text;
    open.textContent = `Open ${partName(walk.plate, step.at)}`;
    open.href = formatPlace({ kind: 'part', part: step.at }, view);
    const playing = walk.playing();
    toggle.textContent = playing ? 'Pause' : 'Play';
    toggle.title = playing ? 'Pause the steps' : 'Play from here';
    toggle.setAttribute('aria-label', toggle.title);
  });
}
