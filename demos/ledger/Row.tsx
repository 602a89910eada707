// One proof: what it says, its result here, and when opened the evidence of this run beside the recorded one.
import quiet from '../kit/quiet.module.css';
import { sourceOf } from '../kit/repository.ts';
import type { Outcome, Result } from '../proofs/evidence.ts';
import { packed } from '../proofs/pack/pack.ts';
import type { Proof } from '../proofs/proof.ts';
import { Found } from './Found.tsx';
import css from './Ledger.module.css';
import type { Session } from './session.ts';
import type { Shown } from './state.ts';

const signs: Readonly<Record<Outcome['kind'], readonly [sign: string, word: string]>> = {
  held: ['✓', 'holds'],
  failed: ['✗', 'does not hold'],
  'not-run': ['○', 'did not run'],
  cancelled: ['○', 'cancelled'],
};

interface Props {
  proof: Proof;
  result: Result | undefined;
  shown: Shown;
  session: Session;
}

export function Row({ proof: { id, says }, result, shown, session }: Props) {
  const { recorded, run, doing } = shown;
  const pack = recorded !== null && typeof recorded !== 'string' ? recorded : null;
  const before = pack?.proofs.find((one) => one.id === id);
  const [sign, word] = result ? signs[result.outcome.kind] : ['·', 'not run yet'];
  return (
    <li id={`run=${id}`} className={css.row} data-outcome={result?.outcome.kind}>
      <details onToggle={() => void session.load()}>
        <summary>
          <span className={css.sign} aria-hidden="true">
            {sign}
          </span>
          <span>
            {says}{' '}
            <span className={css.hint}>A link brought you to this proof. It runs when you press Run.</span>
          </span>
          <span className={css.facts}>
            {word}
            {result && `, ${result.ms} ms`}
            {before && ` · recorded ${before.ms} ms`}
          </span>
        </summary>
        {result && 'why' in result.outcome && <p className={css.why}>{result.outcome.why}</p>}
        <div className={css.two}>
          <section aria-label="This tab">
            <h4>This tab</h4>
            {result && run ? (
              <Found result={packed(result, pack?.rules ?? {})} run={run} />
            ) : (
              <p className={css.none}>Not run yet.</p>
            )}
          </section>
          <section aria-label="Recorded">
            <h4>Recorded</h4>
            {before && pack?.run ? (
              <Found result={before} run={pack.run} />
            ) : (
              <p className={css.none}>
                {recorded === 'missing'
                  ? 'The recorded run could not be fetched: press Run to try again, or '
                  : 'The recorded evidence is '}
                <a href={`/proofs/evidence.html#proof-${id}`}>in the pack</a>.
              </p>
            )}
          </section>
        </div>
        <p className={css.none}>
          The proof: <a href={sourceOf(`demos/proofs/${id}.ts`)}>demos/proofs/{id}.ts</a>
        </p>
      </details>
      <button
        type="button"
        className={`${quiet.quiet} needs-js`}
        aria-label={`Run: ${says}`}
        aria-disabled={doing.kind !== 'nothing' || undefined}
        onClick={() => void session.run([id])}
      >
        Run
      </button>
    </li>
  );
}
