import { useSession } from '../kit/use-session.ts';
import css from './Family.module.css';
import { Select } from './Select.tsx';
import { strategyWords } from './strategies.ts';
import shared from './Tokens.module.css';
import { notJoined, type TabsSession, type TabsShown } from './tabs-session.ts';
import { type Deed, manners } from './two-tabs.ts';

const did = { refreshed: '✓ got a token', took: '✓ took the stored token', refused: '✗ logged out' } as const;

/** A real second tab of this page, and both refresh at once. */
export function TabsPanel({ session }: { session: TabsSession }) {
  const shown = useSession(session, notJoined);
  const { chosen, tabs, me, serving, unable, link } = shown;
  if (unable)
    return (
      <p className={css.empty}>
        This browser has no BroadcastChannel or no Web Locks here, so its tabs cannot meet. “1,000 sessions”
        plays the same in one tab.
      </p>
    );
  return (
    <>
      <div className={shared.bar}>
        <Select
          label="How"
          value={chosen}
          options={manners.map((one) => [one, strategyWords[one][0]])}
          onChoose={session.choose}
        />
        <p className={shared.hint}>{strategyWords[chosen][1]}</p>
      </div>
      <div className={shared.block}>
        <p>
          This is tab <strong>{me}</strong>
          {serving && ', which also answers for the service, with its rule'}. Here now:{' '}
          {tabs.map((tab) => (tab === me ? `${tab} (this)` : tab)).join(', ')}.
        </p>
        <div className={shared.presses}>
          <a href={link} target="_blank" rel="noopener">
            Open a second tab
          </a>
          <button type="button" onClick={session.count}>
            Count the tabs again
          </button>
        </div>
        <p className={shared.hint}>
          The tabs talk over a BroadcastChannel, in this browser only. A refresh begun in one begins in all,
          with the same token in each.
        </p>
      </div>
      <Race shown={shown} />
    </>
  );
}

function Race({ shown: { race, manner, deeds, next, me } }: { shown: TabsShown }) {
  if (race === 0)
    return (
      <p className={css.empty}>
        Nothing has happened yet. Open the second tab, then press “Refresh in all tabs” in either.
      </p>
    );
  return (
    <section className={css.race} aria-label={`Race ${race}`}>
      <h4>
        Race {race}: {strategyWords[manner][0]}
      </h4>
      <ul className={css.deeds}>
        {deeds.map((deed) => (
          <Line key={deed.tab} deed={deed} mine={deed.tab === me} />
        ))}
      </ul>
      <p role="status" data-tone={next === null ? undefined : next.token === null ? 'fail' : 'pass'}>
        {next && `Then the token that was given first is used: ${next.status}. ${next.why}`}
      </p>
    </section>
  );
}

function Line({ deed, mine }: { deed: Deed; mine: boolean }) {
  return (
    <li data-tone={deed.did === 'refused' ? 'fail' : 'pass'} data-did={deed.did}>
      <strong>
        Tab {deed.tab}
        {mine && ' (this)'}: {did[deed.did]}
        {deed.answer.status > 0 && `, ${deed.answer.status}`}
      </strong>{' '}
      {deed.answer.why}
    </li>
  );
}
