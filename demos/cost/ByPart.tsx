import css from './ByPart.module.css';
import { byPart, type Estimate, money } from './estimate.ts';
import { type PartId, partIds, partOf } from './parts.ts';

export interface Pinned {
  readonly name: string;
  readonly estimate: Estimate;
}

/** The sum of each part as a number and, beside it, as a length; with a pinned one, both and the difference. */
export function ByPart({ now, then }: { now: Estimate; then: Pinned | null }) {
  const sums = byPart(now);
  const others = then && byPart(then.estimate);
  const most = Math.max(1, ...sums.values(), ...(others?.values() ?? []));
  return (
    <div className={css.frame}>
      <table className={css.parts}>
        <caption>A month, part by part</caption>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col" className={css.track}>
              <span className="visually-hidden">As a length</span>
            </th>
            <th scope="col">{then ? 'This' : 'Dollars'}</th>
            {then && <th scope="col">{then.name}</th>}
            {then && (
              <th scope="col" className={css.difference}>
                Difference
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {partIds.map((id) => (
            <Row
              key={id}
              id={id}
              cents={sums.get(id) ?? 0}
              other={others && (others.get(id) ?? 0)}
              most={most}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td className={css.track} />
            <td>{money(now.cents)}</td>
            {then && <td>{money(then.estimate.cents)}</td>}
            {then && <td className={css.difference}>{signed(now.cents - then.estimate.cents)}</td>}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row({ id, cents, other, most }: { id: PartId; cents: number; other: number | null; most: number }) {
  const { name, detail, drawn } = partOf(id);
  const words = (
    <>
      {name} <span>{detail}</span>
    </>
  );
  return (
    <tr>
      <th scope="row">{drawn === null ? words : <a href={drawn}>{words}</a>}</th>
      <td className={css.track}>
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect width={(100 * cents) / most} height={other === null ? 10 : 5.5} />
          {other !== null && <rect data-pinned="" y="6.5" width={(100 * other) / most} height="3.5" />}
        </svg>
      </td>
      <td>{cents === 0 ? <span className={css.nothing}>nothing</span> : money(cents)}</td>
      {other !== null && <td className={css.other}>{other === 0 ? 'nothing' : money(other)}</td>}
      {other !== null && <td className={css.difference}>{signed(cents - other)}</td>}
    </tr>
  );
}

const signed = (cents: number): string =>
  cents === 0 ? 'none' : `${cents > 0 ? '+' : '−'}${money(Math.abs(cents))}`;
