// The evidence of one result: where and when, what was checked, what decided, the calls, the entry in the audit trail.
import { sourceOf } from '../kit/repository.ts';
import type { PackedProof, PackedRun } from '../proofs/pack/pack.ts';
import css from './Ledger.module.css';

interface Props {
  result: PackedProof;
  run: Pick<PackedRun, 'host' | 'commit' | 'date' | 'layersOff'>;
}

const most = 6;

export function Found({ result, run }: Props) {
  const { checks, decided, exchanges, inspections, trail } = result.evidence;
  // The first of them prepare; the last ones decide.
  const seen = exchanges.slice(-most);
  return (
    <>
      <p className={css.facts}>
        {run.host} · {time(run.date)} · commit {run.commit}
        {run.layersOff.length > 0 && ` · without ${run.layersOff.join(', ')}`}
      </p>
      <ul className={css.checks}>
        {checks.map(({ says, held }) => (
          <li key={says} data-held={held}>
            {held ? '✓' : '✗'} {says}
          </li>
        ))}
      </ul>
      <p className={css.facts}>
        {decided.layer}, <code>{decided.rule}</code>
        {decided.file !== '' && (
          <>
            :{' '}
            <a href={`${sourceOf(decided.file)}${decided.line > 0 ? `#L${decided.line}` : ''}`}>
              {decided.file.replace('demos/reference-api/', '')}
              {decided.line > 0 && `:${decided.line}`}
            </a>
          </>
        )}{' '}
        · {result.ms} ms
      </p>
      <ol className={css.calls}>
        {seen.map(({ who, method, path, sent, status, received, ms }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: calls have no other name
          <li key={at}>
            <p>
              <span>{who}</span> <code>{`${method} ${path} → ${status}`}</code> <span>{ms} ms</span>
            </p>
            {(sent || received) && (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
              <pre tabIndex={0}>{[sent && `> ${sent}`, received].filter(Boolean).join('\n')}</pre>
            )}
          </li>
        ))}
      </ol>
      {seen.length < exchanges.length && (
        <p className={css.facts}>{exchanges.length - seen.length} calls before these are in the JSON.</p>
      )}
      {inspections.map(({ sql, rows, error }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: statements have no other name
        <p key={at} className={css.facts}>
          As the owner: <code>{sql}</code> {error ?? `${rows} ${rows === 1 ? 'row' : 'rows'}`}
        </p>
      ))}
      {trail && (
        <p className={css.facts}>
          Audit trail, entry {trail.seq}: <code>{trail.action}</code>, {trail.decision} by{' '}
          <code>{trail.rule}</code>
        </p>
      )}
    </>
  );
}

/** "2026-11-23 01:12 UTC" */
const time = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
