import { documents, users } from '#api/storage/examples.ts';
import css from './Decided.module.css';
import { asked, askedActions, type Judged, judge, papers } from './decision.ts';
import { Select } from './Select.tsx';
import type { Shown, TokenSession } from './session.ts';
import shared from './Tokens.module.css';

/** What comes after the token: roles, attributes and ownership decide, by the service's own table. */
export function Decided({ shown, onChoose }: { shown: Shown; onChoose: TokenSession['choose'] }) {
  const { report, action, paper } = shown;
  const judged = report.claims && judge(report.claims, action, paper);
  return (
    <section className={css.decided} aria-label="Then the policy decides">
      <h4>Then the policy decides</h4>
      <div className={shared.bar}>
        <Select
          label="With this token"
          value={action}
          options={askedActions.map((one) => [one, asked[one]])}
          onChoose={(to) => onChoose({ action: to })}
        />
        <Select
          label="Document"
          value={paper}
          options={papers.map((one) => [
            one,
            `${documents[one].title}, of ${users[documents[one].owner].name}`,
          ])}
          onChoose={(to) => onChoose({ paper: to })}
        />
      </div>
      {judged ? (
        <Verdict judged={judged} />
      ) : (
        <p className={css.verdict} data-allow="false">
          <strong>✗ 401, not asked</strong> The token is refused, so no rule is looked at.
        </p>
      )}
    </section>
  );
}

function Verdict({ judged: { decision, facts, rule, status } }: { judged: Judged }) {
  const yes = (value: boolean) => (value ? 'yes' : 'no');
  return (
    <>
      <p className={css.verdict} data-allow={decision.allow}>
        <strong>
          {decision.allow ? '✓' : '✗'} {status}, by <code>{decision.rule}</code>
        </strong>{' '}
        {decision.reason}
        {decision.hides && ' So the answer is that of a document that does not exist.'}
      </p>
      <dl className={css.facts}>
        <Fact name="Role, from the token" value={facts.role} />
        <Fact name="Same organisation" value={yes(facts.organisation)} />
        <Fact name="Own document" value={yes(facts.owner)} />
        <Fact name="Same department" value={yes(facts.department)} />
        <Fact name="Classification" value={facts.classification} />
        <Fact name="Locked" value={yes(facts.locked)} />
        {rule && (
          <Fact
            name="The rule asks for"
            value={`${rule.effect}: ${rule.roles.length === 4 ? 'every role' : rule.roles.join(', ')}; ${rule.when.join(' and ') || 'nothing more'}`}
          />
        )}
      </dl>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
