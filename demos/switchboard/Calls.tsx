// Which calls still succeed, as the model and the template have it: at once, and when what repairs itself has done so.

import ruled from '../kit/ruled.module.css';
import { type Call, calls, type Fate, type Moment, moments, type Outcome } from './outcome.ts';
import css from './Switchboard.module.css';

const names: Readonly<Record<Call, string>> = {
  cached: 'A cached page or an asset',
  page: 'A page rendered anew',
  read: 'Reading through the API',
  write: 'Saving',
  'sign-in': 'Signing in',
};
const fates: Readonly<Record<Fate, string>> = {
  answers: 'answers',
  slower: 'answers, slower',
  refused: '503, try again',
};
const heads: Readonly<Record<Moment, string>> = { 'at-once': 'At once', settled: 'After repair' };

export function Calls({ after }: { after: Readonly<Record<Moment, Outcome>> }) {
  return (
    <table className={`${ruled.ruled} ${css.table}`}>
      <caption>What a caller notices on AWS</caption>
      <thead>
        <tr>
          <th scope="col">Call</th>
          {moments.map((moment) => (
            <th key={moment} scope="col">
              {heads[moment]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <tr key={call}>
            <th scope="row">{names[call]}</th>
            {moments.map((moment) => {
              const fate = after[moment].calls[call];
              return (
                <td key={moment} data-fate={fate}>
                  {fates[fate]}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
