import { type ReactNode, useId } from 'react';
import {
  bounds,
  type Config,
  caches,
  databases,
  type NumberField,
  parseField,
  processors,
  sizes,
} from './config.ts';
import { counted } from './estimate.ts';
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
export function Inputs(props: Props) {
  const { config, session } = props;
  const number = (field: NumberField, label: string, unit: string) => (
    <NumberInput {...props} field={field} label={label} unit={unit} />
  );
  const choice = <Field extends keyof Config>(
    field: Field,
    label: string,
    options: readonly (readonly [id: string, name: string])[],
  ) => (
    <Choice
      label={label}
      value={String(config[field])}
      options={options}
      onChoose={(id) => session.set({ [field]: id })}
    />
  );
  return (
    <div className={css.inputs}>
      <Group name="Traffic in a month">
        {number('requests', 'Requests', 'million')}
        {number('cached', 'Answered at the edge', '%')}
        {number('dataOut', 'Data to readers', 'GB')}
      </Group>
      <Group name="Tasks on Fargate">
        {choice('webSize', 'Next.js, each', sizeNames)}
        {number('webTasks', 'Next.js, how many', 'tasks')}
        {choice('apiSize', 'API, each', sizeNames)}
        {number('apiTasks', 'API, how many', 'tasks')}
        {choice('processor', 'Processor', Object.entries(processors))}
      </Group>
      <Group name="Database">
        {choice(
          'database',
          'Class',
          databases.map((id) => [id, `db.${id}`]),
        )}
        {number('storage', 'Storage', 'GB')}
        <Choice
          label="Zones"
          value={config.standby ? 'two' : 'one'}
          options={[
            ['two', 'two: with a standby'],
            ['one', 'one: without'],
          ]}
          onChoose={(id) => session.set({ standby: id === 'two' })}
        />
      </Group>
      <Group name="Cache">
        {choice('cache', 'Node', Object.entries(caches))}
        {number('cacheNodes', 'How many', 'nodes')}
      </Group>
      <Group name="Way out, logs">
        <Choice
          label="NAT gateways"
          value={String(config.nat)}
          options={gateways}
          onChoose={(id) => session.set({ nat: Number(id) })}
        />
        {number('natData', 'Data through them', 'GB')}
        {number('logs', 'Log lines', 'GB')}
        {number('logsKept', 'Kept for', 'months')}
      </Group>
    </div>
  );
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <fieldset className={css.group}>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

function NumberInput(props: Props & { field: NumberField; label: string; unit: string }) {
  const { field, label, unit, config, typed, session } = props;
  const id = useId();
  const { min, max, step } = bounds[field];
  const text = typed[field] ?? String(config[field]);
  const wrong = parseField(field, text) === undefined;
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <span className={css.control}>
        <input
          id={id}
          type="number"
          inputMode={step < 1 ? 'decimal' : 'numeric'}
          min={min}
          max={max}
          step={step}
          value={text}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-why` : `${id}-unit`}
          onChange={({ currentTarget }) => session.type(field, currentTarget.value)}
        />
        <span className={css.unit} id={`${id}-unit`}>
          {unit}
        </span>
      </span>
      {wrong && (
        <span className={css.why} id={`${id}-why`} role="alert">
          {step < 1 ? 'A number' : 'A whole number'} from {counted(min)} to {counted(max)}; counted with{' '}
          {counted(config[field])} until then.
        </span>
      )}
    </div>
  );
}

function Choice(props: {
  label: string;
  value: string;
  options: readonly (readonly [id: string, name: string])[];
  onChoose(id: string): void;
}) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{props.label}</label>
      <span className={css.control}>
        <select
          id={id}
          value={props.value}
          onChange={({ currentTarget }) => props.onChoose(currentTarget.value)}
        >
          {props.options.map(([option, name]) => (
            <option key={option} value={option}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </div>
  );
}
