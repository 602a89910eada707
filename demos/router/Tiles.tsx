import type { Figures } from './figures.ts';
import type { Settings } from './settings.ts';
import css from './Tiles.module.css';
import { money, percent, whole } from './words.ts';

/** What the threshold does: four numbers, each with what it is made of. */
export function Tiles({
  figures,
  settings: { minutes, hourly },
}: {
  figures: Figures | null;
  settings: Settings;
}) {
  if (figures === null) return <Unknown />;
  const { total, auto, human, wrong, precision, wilson, exact } = figures;
  const review = (minutes / 60) * hourly;
  return (
    <dl className={css.tiles}>
      <div>
        <dt>Approved without a person</dt>
        <dd className={css.number}>{percent(auto / (total || 1))}</dd>
        <dd className={css.more}>
          {whole(auto)} of {whole(total)}
        </dd>
      </div>
      <div>
        <dt>Right among these</dt>
        <dd className={css.number}>{precision === null ? '–' : percent(precision)}</dd>
        <dd className={css.more}>
          {precision === null ? (
            'nothing was approved'
          ) : (
            <>
              {whole(wrong)} wrong went out. 90 % interval: {percent(wilson.low)} to {percent(wilson.high)}{' '}
              (Wilson), {percent(exact.low)} to {percent(exact.high)} (exact)
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Reviewers’ time</dt>
        <dd className={css.number}>{((human / (total || 1)) * (1_000 / 60) * minutes).toFixed(1)} h</dd>
        <dd className={css.more}>
          for 1,000 messages, {whole((human / (total || 1)) * 1_000)} of them seen by a person
        </dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd className={css.number}>{money(figures.cost * review)}</dd>
        <dd className={css.more}>
          for 1,000 messages: {money((human / (total || 1)) * 1_000 * review)} reviews and{' '}
          {money(figures.cost * review - (human / (total || 1)) * 1_000 * review)} mistakes
        </dd>
      </div>
    </dl>
  );
}

const names = ['Approved without a person', 'Right among these', 'Reviewers’ time', 'Cost'];

/** Settings that came with a link, before a press. */
function Unknown() {
  return (
    <dl className={css.tiles}>
      {names.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={css.number}>–</dd>
          <dd className={css.more}>press Route to see it at these settings</dd>
        </div>
      ))}
    </dl>
  );
}
