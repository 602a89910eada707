import { useMemo } from 'react';
import css from './Arithmetic.module.css';
import { explore, fates } from './explore.ts';
import { limitsOf } from './rules.ts';
import type { Settings } from './settings.ts';
import { fateNames, formulas, foundOf, wayOf } from './words.ts';

/** The formulas with their numbers, and what the search over every order of events finds for each kind of image. */
export function Arithmetic({ settings }: { settings: Settings }) {
  const limits = limitsOf(settings);
  const found = useMemo(() => fates.map((fate) => [fate, explore(settings, fate)] as const), [settings]);
  const broken = found.flatMap(([fate, { verdict }]) =>
    verdict.kind === 'holds' ? [] : [{ fate, way: wayOf(verdict.way) }],
  );
  return (
    <div className={css.arithmetic}>
      <dl className={css.formulas}>
        {formulas(settings, limits).map(([name, formula]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formula}</dd>
          </div>
        ))}
      </dl>
      <table className={css.proof}>
        <caption>Proven in this page: every order in which events can come, for these values</caption>
        <thead>
          <tr>
            <th scope="col">The new image</th>
            <th scope="col">States</th>
            <th scope="col">Fewest in service</th>
            <th scope="col">Most running</th>
            <th scope="col">
              At least {limits.least}, at most {limits.most}, comes to an end
            </th>
          </tr>
        </thead>
        <tbody>
          {found.map(([fate, explored]) => {
            const { tone, text } = foundOf(explored, limits);
            return (
              <tr key={fate}>
                <th scope="row">{fateNames[fate]}</th>
                <td data-name="states">{explored.states.toLocaleString('en-GB')}</td>
                <td data-name="fewest in service">{explored.fewestInService}</td>
                <td data-name="most running">{explored.mostTasks}</td>
                <td data-tone={tone}>{text}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {broken.length > 0 && (
        <div className={css.ways}>
          <p>The shortest way there</p>
          <ul>
            {broken.map(({ fate, way }) => (
              <li key={fate}>
                {fateNames[fate]}: {way}.
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className={css.note}>
        The search knows no time: a task may take for ever or no time at all. Tasks of v1 do not fail by
        themselves. What it cannot exclude is an image that dies after it has passed: no percentage helps
        against that, alarms do.
      </p>
    </div>
  );
}
