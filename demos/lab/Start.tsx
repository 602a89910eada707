import { megabytes } from '../kit/status.ts';
import type { State } from '../runtime/contract.ts';
import { steps } from '../runtime/hosts/container-steps.ts';
import css from './Start.module.css';

export interface StartProps {
  state: State;
  /** Why a container cannot be asked for here; null: it can be tried. */
  refused: string | null;
  /** The plate's own button starts the tab already. */
  only: boolean;
  slow: boolean;
  onTab(): void;
  onTabInstead(): void;
}

const order = [steps.ask, steps.write, steps.start, steps.connect] as const;
const about: Readonly<Record<(typeof order)[number], string>> = {
  [steps.ask]: 'A hidden frame of stackblitz.com; meanwhile the project is loaded from this site, 4.8 MB.',
  [steps.write]: 'Sources, packages and a database with example data, into a file system of its own.',
  [steps.start]: 'Real Node, in your browser. Nothing is installed.',
  [steps.connect]: 'Through a page of the service, which talks to this page and to no other.',
};

/** What a start does, and how far it has come. Stands there before anything is started, too. */
export function Start({ state, refused, only, slow, onTab, onTabInstead }: StartProps) {
  const starting = state.kind === 'loading' || state.kind === 'starting';
  const container = !('host' in state) || state.host === 'container';
  const at = starting && container ? place(state) : -1;
  return (
    <div className={css.start}>
      {refused !== null && (
        <p className={css.refused}>
          <strong>No container here.</strong> {refused}
        </p>
      )}
      {container && (
        <ol className={css.steps}>
          {order.map((step, i) => (
            <li key={step} data-step={at < 0 ? undefined : i < at ? 'done' : i === at ? 'doing' : 'waiting'}>
              <span className={css.name}>
                {step}
                {at >= 0 && i < at && <span className={css.sign}> ✓ done</span>}
                {i === at && <span className={css.sign}> ● now</span>}
              </span>
              <span className={css.about}>
                {i === at && state.kind === 'loading' && state.total > 0
                  ? `${megabytes(state.received)} of ${megabytes(state.total)} unpacked.`
                  : about[step]}
              </span>
            </li>
          ))}
        </ol>
      )}
      {slow && starting && container && (
        <p className={css.offer}>
          This takes longer than it should.{' '}
          <button type="button" className="button small" onClick={onTabInstead}>
            Start in this tab instead
          </button>
        </p>
      )}
      {!starting && !only && (
        <p className={css.offer}>
          The same service also runs in this tab, without StackBlitz, files and terminal.{' '}
          <button type="button" className="button small needs-js" onClick={onTab}>
            Start in this tab
          </button>
        </p>
      )}
    </div>
  );
}

function place(state: State): number {
  if (state.kind !== 'starting') return 0;
  return Math.max(0, order.indexOf(state.step as (typeof order)[number]));
}
