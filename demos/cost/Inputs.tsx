import { ChoiceSetting, numbersOf, SettingGroup } from '../kit/Setting.tsx';
import { bounds, type Config, caches, databases, parseField, processors, sizes } from './config.ts';
import css from './Inputs.module.css';
import type { Session, Shown } from './session.ts';

type Props = Pick<Shown, 'config' | 'typed'> & { session: Pick<Session, 'set' | 'type'> };

const sizeNames = Object.entries(sizes).map(([id, { vcpu, gb }]) => [id, `${vcpu} vCPU, ${gb} GB`] as const);
const gateways = [
  ['0', 'none'],
  ['1', 'one for all zones'],
  ['2', 'one a zone, two zones'],
  ['3', 'one a zone, three zones'],
] as const;

/** Everything that may be set, by the part it belongs to. */
export function Inputs({ config, typed, session }: Props) {
  const number = numbersOf({ values: config, typed, bounds, parse: parseField, onType: session.type });
  const choice = <Field extends keyof Config>(
    field: Field,
    label: string,
    options: readonly (readonly [id: string, name: string])[],
  ) => (
    <ChoiceSetting
      label={label}
      value={String(config[field])}
      options={options}
      onChoose={(id) => session.set({ [field]: id })}
    />
  );
  return (
    <div className={css.inputs}>
      <SettingGroup name="Traffic in a month">
        {number('requests', 'Requests', 'million')}
        {number('cached', 'Answered at the edge', '%')}
        {number('dataOut', 'Data to readers', 'GB')}
      </SettingGroup>
      <SettingGroup name="Tasks on Fargate">
        {choice('webSize', 'Next.js, each', sizeNames)}
        {number('webTasks', 'Next.js, how many', 'tasks')}
        {choice('apiSize', 'API, each', sizeNames)}
        {number('apiTasks', 'API, how many', 'tasks')}
        {choice('processor', 'Processor', Object.entries(processors))}
      </SettingGroup>
      <SettingGroup name="Database">
        {choice(
          'database',
          'Class',
          databases.map((id) => [id, `db.${id}`]),
        )}
        {number('storage', 'Storage', 'GB')}
        <ChoiceSetting
          label="Zones"
          value={config.standby ? 'two' : 'one'}
          options={[
            ['two', 'two: with a standby'],
            ['one', 'one: without'],
          ]}
          onChoose={(id) => session.set({ standby: id === 'two' })}
        />
      </SettingGroup>
      <SettingGroup name="Cache">
        {choice('cache', 'Node', Object.entries(caches))}
        {number('cacheNodes', 'How many', 'nodes')}
      </SettingGroup>
      <SettingGroup name="Way out, logs">
        <ChoiceSetting
          label="NAT gateways"
          value={String(config.nat)}
          options={gateways}
          onChoose={(id) => session.set({ nat: Number(id) })}
        />
        {number('natData', 'Data through them', 'GB')}
        {number('logs', 'Log lines', 'GB')}
        {number('logsKept', 'Kept for', 'months')}
      </SettingGroup>
    </div>
  );
}
