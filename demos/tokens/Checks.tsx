import css from './Checks.module.css';
import type { CheckId, Report } from './examine.ts';

const titles: Readonly<Record<CheckId, string>> = {
  form: 'Strict form',
  header: 'Header of a live key',
  signature: 'Signature',
  json: 'Payload is JSON',
  iss: 'iss',
  aud: 'aud',
  sub: 'sub',
  jti: 'jti',
  org: 'org',
  sid: 'sid',
  role: 'role',
  department: 'department',
  epoch: 'epoch',
  exp: 'exp',
  nbf: 'nbf',
  iat: 'iat',
  life: 'exp, nbf, iat together',
};
const signs = { passed: '✓', failed: '✗', 'not asked': '–' } as const;

/** The verdict as the service gives it, and what led to it; a caller would hear “401” and no reason. */
export function Checks({ report: { accepted, checks } }: { report: Report }) {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const sum = `${checks.length} checks, ${failed.length} failed`;
  return (
    <section className={css.checks} aria-label="Checks">
      <p className={css.verdict} data-accepted={accepted} role="status">
        <strong>{accepted ? '✓ Accepted' : '✗ Refused'}</strong>{' '}
        {accepted ? sum : failed.map(({ id, why }) => `${titles[id]}: ${why}`).slice(0, 1)}
        {failed.length > 1 && ` And ${failed.length - 1} more.`}
      </p>
      <ol>
        {checks.map(({ id, outcome, why }) => (
          <li key={id} data-outcome={outcome}>
            <span className={css.name}>
              <span aria-hidden="true">{signs[outcome]}</span> {titles[id]} <b>{outcome}</b>
            </span>
            <span className={css.why}>{why}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
