import { chosenIn, type State, waysIn } from './state.ts';
import css from './UnknownTab.module.css';
import { type Way, ways } from './unknown-keys.ts';
import type { Verdict } from './verdict.ts';

const told: Readonly<Record<Way, { readonly title: string; readonly text: string }>> = {
  strict: {
    title: 'z.strictObject',
    text: 'Refuses. The caller learns of the mistake; whoever tries for more rights gets nowhere. Our choice for every body.',
  },
  strip: {
    title: 'z.object',
    text: 'Drops what it does not name and says nothing. Safe behind it, but a misspelt member is lost without a word.',
  },
  loose: {
    title: 'z.looseObject',
    text: 'Lets everything through. If the code then writes the object to a row, the caller has chosen the columns: mass assignment.',
  },
};

/** The chosen value under the three ways of treating members that the schema does not name. */
export function UnknownTab({ state }: { state: State }) {
  const found = waysIn(state);
  if (!found)
    return (
      <p className={css.note}>
        {state.subject === 'own' && !state.results
          ? 'Press Run first: your schema is then asked in all three ways, with the chosen value.'
          : 'The chosen value is no JSON, or the schema is no object at its top: there are no members to treat.'}
      </p>
    );
  return (
    <div className={css.ways}>
      <p className={css.lead}>
        The value “{chosenIn(state)?.name}” and the same members, three times; only what is not named is
        treated differently.
      </p>
      {ways.map((way) => (
        <section key={way} aria-label={told[way].title} className={css.way}>
          <h4>
            <code>{told[way].title}</code>
          </h4>
          <p>{told[way].text}</p>
          <Result verdict={found[way]} />
        </section>
      ))}
    </div>
  );
}

function Result({ verdict }: { verdict: Verdict }) {
  if (verdict.kind !== 'accepted')
    return (
      <ul className={css.refused}>
        {(verdict.kind === 'refused' ? verdict.issues : []).map((issue) => (
          <li key={`${issue.path.join('/')} ${issue.message}`}>
            <span aria-hidden="true">✗</span> {issue.message}
          </li>
        ))}
      </ul>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <pre tabIndex={0} role="group" aria-label="What the code receives">
      {verdict.output}
    </pre>
  );
}
