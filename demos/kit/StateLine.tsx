import css from './StateLine.module.css';
import { announce, megabytes, type Status } from './status.ts';

const names: Readonly<Record<Status['kind'], string>> = {
  idle: 'not running',
  loading: 'loading',
  starting: 'starting',
  busy: 'working',
  ready: 'running',
  stopped: 'stopped',
  failed: 'failed',
};

/** What the plate's engine is doing: a word, a sign, and what belongs to it. Screen readers hear each change of kind once. */
export function StateLine({ status }: { status: Status }) {
  return (
    <div className={css.line} data-status={status.kind}>
      <span className={css.word}>{names[status.kind]}</span>
      <Rest status={status} />
      <span className="visually-hidden" role="status">
        {announce(status)}
      </span>
    </div>
  );
}

function Rest({ status }: { status: Status }) {
  switch (status.kind) {
    case 'loading':
      return <Loading received={status.received} total={status.total} />;
    case 'starting':
      return <span className={css.text}>{status.step}</span>;
    case 'failed':
      return (
        <span className={css.text}>
          <strong>{status.what}</strong> {status.next}
        </span>
      );
    default:
      return <span className={css.text}>{status.text}</span>;
  }
}

/** Without a known sum there is no end to draw towards: bytes alone. */
function Loading({ received, total }: { received: number; total: number }) {
  if (total <= 0) return <span className={css.text}>{megabytes(received)}</span>;
  return (
    <>
      <span className={css.text}>
        {megabytes(received)} of {megabytes(total)}
      </span>
      <progress className={css.bar} aria-label="Loaded" max={total} value={Math.min(received, total)} />
    </>
  );
}
