// The dot that goes along an edge during playback.
import { draw } from './element.ts';
import { still } from './motion.ts';
import type { Plate, Step } from './plate.ts';

const LONGEST = 600;

/** Resolves when the dot has arrived, or when the signal is aborted. Reduced motion: it is there at once. */
export function travel(plate: Plate, step: Step, signal: AbortSignal): Promise<void> {
  clearTravel(plate);
  const line = step.edge?.line;
  if (!line) return Promise.resolve();
  const length = line.getTotalLength();
  // An answer that goes back along the line of its question.
  const backwards = step.at === step.edge?.from && step.at !== step.edge.to;
  const dot = draw('circle', { class: 'dg-dot', r: '5', 'aria-hidden': 'true' });
  plate.svg.append(dot);
  const put = (share: number) => {
    const point = line.getPointAtLength(length * (backwards ? 1 - share : share));
    dot.setAttribute('cx', String(point.x));
    dot.setAttribute('cy', String(point.y));
  };
  const time = still() ? 0 : Math.min(LONGEST, Math.max(240, length * 3));
  put(time === 0 ? 1 : 0);
  if (time === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const begin = performance.now();
    const frame = (now: number) => {
      const share = Math.min(1, Math.max(0, (now - begin) / time));
      put(share * (2 - share));
      if (share === 1 || signal.aborted) resolve();
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

export function clearTravel(plate: Plate): void {
  for (const dot of plate.svg.querySelectorAll('.dg-dot')) dot.remove();
}
