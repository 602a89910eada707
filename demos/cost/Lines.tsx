import { counted, type Line, money } from './estimate.ts';
import css from './Lines.module.css';
import { partOf } from './parts.ts';
import { certaintyOf, priceOf, readAt } from './prices.ts';

/** The bill line by line: quantity, what of it is free, price, and how sure that price is. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get in
    <section className={css.frame} tabIndex={0} aria-label="Every line of the estimate">
      <table className={css.lines}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">How much</th>
            <th scope="col">Price</th>
            <th scope="col">Dollars</th>
            <th scope="col">Read</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, at) => (
            <One key={`${line.part} ${line.what}`} line={line} first={lines[at - 1]?.part !== line.part} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function One({ line, first }: { line: Line; first: boolean }) {
  const price = priceOf(line.price);
  const { name, detail } = partOf(line.part);
  return (
    <tr data-first={first || undefined}>
      <th scope="row">
        <span className={first ? css.part : 'visually-hidden'}>
          {name}, {detail}:{' '}
        </span>
        {line.what}
      </th>
      <td>
        {line.from}
        {line.free > 0 && <span className={css.free}>{counted(line.free)} free</span>}
      </td>
      <td>
        ${price.dollars} <span className={css.unit}>per {price.unit}</span>
      </td>
      <td className={css.amount}>{money(line.cents)}</td>
      <td className={css.read} data-certainty={certaintyOf(price)}>
        {readAt(price)}
      </td>
    </tr>
  );
}
