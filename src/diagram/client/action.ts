// One thing a reader can do with a diagram.
import type { Walk } from './walk.ts';

export interface Action {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** Values of KeyboardEvent.key. */
  readonly keys?: readonly string[];
  /** `wide`: in the bar where there is room, in the menu where there is not. */
  readonly where: 'bar' | 'wide' | 'menu' | 'keys';
  readonly needs?: 'steps' | 'mermaid';
  readonly run: (walk: Walk) => unknown;
}

/** A chunk that does not arrive (offline, a new release) must not be a button that does nothing. */
export async function perform(action: Action, walk: Walk): Promise<void> {
  try {
    await action.run(walk);
  } catch {
    walk.say(
      `“${action.title}” could not be loaded. Check the connection, reload the page and try again.`,
      'shown',
    );
  }
}

export function offered(action: Action, walk: Walk): boolean {
  if (action.needs === 'steps') return walk.plate.steps.length > 0;
  return action.needs !== 'mermaid' || walk.plate.section.querySelector('[data-mermaid]') !== null;
}
