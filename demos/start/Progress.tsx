import { type ReactNode, useSyncExternalStore } from 'react';
import css from './Start.module.css';
import type { Phase, Trouble } from './shown.ts';

const why: Readonly<Record<Trouble, string>> = {
  offline: 'this device is offline',
  time: 'no answer came within 20 seconds',
  server: 'our server answered with a fault',
  network: 'our server could not be reached',
  many: 'many messages came from your address in this hour',
  quick: 'it was filled in faster than people type, which is how programs are told from people',
  work: 'this browser could not do the small piece of work that keeps programs out',
  refused: 'our server did not take it',
};

const listen = (changed: () => void) => {
  const timer = setInterval(changed, 1_000);
  return () => clearInterval(timer);
};
const none = () => () => {};

/** What becomes of the message, in words, and the ways that are left. */
export function Progress(props: {
  phase: Phase;
  onAgain(): void;
  onStop(): void;
  onNew(): void;
  ways: ReactNode;
}) {
  const { phase, onAgain, onStop, onNew, ways } = props;
  const next = phase.kind === 'waiting' ? phase.next : null;
  const stopped = phase.kind === 'writing' && phase.stopped;
  const seconds = useSyncExternalStore(
    next === null ? none : listen,
    () => (next === null ? 0 : Math.max(0, Math.ceil((next - Date.now()) / 1_000))),
    () => 0,
  );
  return (
    <>
      <p role="status" className={css.progress}>
        {phase.kind === 'sending' &&
          (phase.step === 'work'
            ? 'Doing the small piece of work that keeps programs out; a second or two …'
            : 'Sending …')}
        {phase.kind === 'waiting' && `Not sent yet: ${why[phase.why]}. We try again by ourselves.`}
        {stopped && 'It is not tried again by itself. Press Send when it is as you want it.'}
      </p>
      {stopped && <p className={css.ways}>{ways}</p>}
      {phase.kind === 'waiting' && (
        <p className={css.ways}>
          <span>
            {seconds > 90 ? `In ${Math.ceil(seconds / 60)} minutes` : `In ${seconds} s`}, try{' '}
            {phase.tries + 1}.
          </span>
          <button type="button" className="button small" onClick={onAgain}>
            Try now
          </button>
          <button type="button" className="button small" onClick={onStop}>
            Stop trying
          </button>
          {ways}
        </p>
      )}
      {phase.kind === 'stuck' && (
        <div role="alert" className={css.stuck}>
          <p>
            <strong>Not sent: {why[phase.why]}.</strong> Nothing you typed is lost. Try once more, or send it
            by mail: it reaches the same people.
          </p>
          <p className={css.ways}>
            <button type="button" className="button small" onClick={onAgain}>
              Try again
            </button>
            {ways}
          </p>
        </div>
      )}
      {phase.kind === 'hidden-field' && (
        <div role="alert" className={css.stuck}>
          <p>
            <strong>Not sent: a field that people cannot see was filled in.</strong> A form filler may have
            done it. It is emptied when you press the button.
          </p>
          <p className={css.ways}>
            <button type="button" className="button small" onClick={onAgain}>
              Empty it and send
            </button>
            {ways}
          </p>
        </div>
      )}
      {phase.kind === 'earlier-taken' && (
        <div role="alert" className={css.stuck}>
          <p>
            <strong>An earlier version of this message has arrived already.</strong> The answer to it was lost
            on its way to you. What you have changed since is not in it.
          </p>
          <p className={css.ways}>
            <button type="button" className="button small" onClick={onNew}>
              Send this version too
            </button>
            {ways}
          </p>
        </div>
      )}
    </>
  );
}
