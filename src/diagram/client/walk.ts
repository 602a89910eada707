// One diagram being walked: where the reader is, what moves them, what is said about it. The address is the state:
// whatever the address says is shown, so reload, back and a sent link all come to the same place.
import { createFull } from './full.ts';
import { pause } from './motion.ts';
import { formatPlace, type Place, parsePlace } from './place.ts';
import { type Plate, partName } from './plate.ts';
import { createVoice, type Say } from './say.ts';
import { missing, placePart, show } from './show.ts';
import { createStage, type Stage } from './stage.ts';
import { clearTravel, travel } from './travel.ts';

/** Below this the smallest text of a drawing is under 11 px. */
const LEGIBLE = 0.88;

export interface Walk {
  readonly plate: Plate;
  readonly stage: Stage;
  readonly say: Say;
  readonly place: () => Place;
  readonly playing: () => boolean;
  readonly full: () => boolean;
  /** `page`: also scroll the page to the part, for a reader who is not looking at the drawing. */
  readonly go: (next: Place, page?: boolean) => void;
  /** Shows what the address says: on arrival by a link, after the first touch, or when the address has changed. */
  readonly follow: (how: 'hash' | 'touch' | 'moved') => void;
  /** Brings what is open into view, at once. */
  readonly reveal: (page: boolean) => void;
  readonly step: (by: 1 | -1) => void;
  readonly play: () => Promise<void>;
  readonly stop: () => void;
  readonly toggleFull: () => Promise<void>;
  readonly onChange: (listener: () => void) => void;
}

export function createWalk(plate: Plate): Walk {
  const listeners: (() => void)[] = [];
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const say = createVoice(plate.section);
  const stage = createStage(plate.canvas, plate.svg);
  const full = createFull(plate.section, () => {
    if (full.on()) stage.fit(LEGIBLE);
    else stage.reset();
    changed();
  });
  const known = { view: plate.view, parts: [...plate.nodes.keys()], steps: plate.steps.length };
  const count = plate.steps.length;
  let place: Place = { kind: 'whole' };
  let run: AbortController | undefined;
  let dot = new AbortController();

  function arrive(next: Place, page: boolean, jump = false): void {
    const before = place;
    place = next;
    dot.abort();
    clearTravel(plate);
    show(plate, next);
    changed();
    reveal(page, jump);
    const words = wordsFor(next);
    if (words !== '' && !(next.kind === 'whole' && before.kind === 'whole')) say(words);
  }

  /** In a sequence the line is what a step is about; its part stands far above it. */
  function reveal(page: boolean, jump: boolean): void {
    const line = place.kind === 'step' ? plate.steps[place.step - 1]?.edge?.element : undefined;
    const target = line?.dataset.message ? line : plate.nodes.get(placePart(plate, place) ?? '');
    if (target) stage.reveal(target, page, jump);
    else if (place.kind === 'unknown' && page) plate.section.scrollIntoView({ behavior: 'instant' });
  }

  function wordsFor(next: Place): string {
    if (next.kind === 'unknown') return missing(plate, next);
    if (next.kind === 'whole') return `The whole diagram: ${plate.title}.`;
    if (next.kind === 'step')
      return `Step ${next.step} of ${count}. ${plate.steps[next.step - 1]?.text ?? ''}`;
    const does = plate.panels.get(next.part)?.querySelector('p')?.textContent?.trim() ?? '';
    return `${partName(plate, next.part)}. ${does}`;
  }

  function go(next: Place, page = false): void {
    run?.abort();
    turn(next, 'push', page);
  }

  function turn(next: Place, how: 'push' | 'replace', page: boolean): void {
    const hash = formatPlace(next, plate.view);
    if (location.hash !== hash) {
      if (how === 'push') history.pushState(null, '', hash);
      else history.replaceState(history.state, '', hash);
    }
    arrive(next, page);
  }

  /** To a step, with its dot. Only the first step of a walk is a new entry for the back button. */
  async function toStep(step: number): Promise<void> {
    turn({ kind: 'step', step }, place.kind === 'step' ? 'replace' : 'push', true);
    const target = plate.steps[step - 1];
    dot = new AbortController();
    if (target) await travel(plate, target, dot.signal);
  }

  async function play(): Promise<void> {
    run?.abort();
    const control = new AbortController();
    run = control;
    const { signal } = control;
    signal.addEventListener('abort', () => {
      if (run === control) run = undefined;
      changed();
    });
    const first = place.kind === 'step' && place.step < count ? place.step + 1 : 1;
    for (let step = first; step <= count && !signal.aborted; step++) {
      await toStep(step);
      if (signal.aborted) return;
      if (step < count) await pause(readingTime(plate.steps[step - 1]?.text ?? ''), signal);
    }
    control.abort();
  }

  function step(by: 1 | -1): void {
    run?.abort();
    const next = (place.kind === 'step' ? place.step : by === 1 ? 0 : count + 1) + by;
    if (count === 0) say('This diagram has no steps.', 'shown');
    else if (next < 1) say('This is the first step.', 'shown');
    else if (next > count) say('This was the last step.', 'shown');
    else void toStep(next);
  }

  return {
    plate,
    stage,
    say,
    place: () => place,
    playing: () => run !== undefined,
    full: full.on,
    go,
    follow: (how) => {
      run?.abort();
      const next = parsePlace(location.hash, known);
      arrive(next ?? { kind: 'whole' }, next !== undefined && how !== 'touch', how === 'hash');
    },
    reveal: (page) => reveal(page, true),
    step,
    play,
    stop: () => run?.abort(),
    toggleFull: () => (full.on() ? full.leave() : full.enter()),
    onChange: (listener) => listeners.push(listener),
  };
}

/** About 220 words a minute, and never so short that the eye has not found the part. */
function readingTime(text: string): number {
  return Math.max(2200, 900 + text.split(' ').length * 270);
}
