import { useState } from 'react';
import { type Tab, Tabs } from '../kit/Tabs.tsx';
import { ApiTab } from './ApiTab.tsx';
import { asType } from './as-type.ts';
import css from './Feeds.module.css';
import { FormTab } from './FormTab.tsx';
import type { Json, Sides } from './json-schema.ts';
import { SqlTab } from './SqlTab.tsx';
import type { Session } from './session.ts';
import { type State, sidesIn } from './state.ts';
import { outputFormat } from './structured-output.ts';
import { UnknownTab } from './UnknownTab.tsx';

type Id = 'type' | 'form' | 'api' | 'schema' | 'model' | 'unknown' | 'sql';

/** The same schema as everything that is made from it, and what it does not do. */
export function Feeds({ state, session }: { state: State; session: Session }) {
  const [chosen, choose] = useState<Id>('unknown');
  const sides = sidesIn(state);
  const needs = (panel: (sides: Sides) => React.ReactNode) =>
    sides ? (
      panel(sides)
    ) : (
      <p className={css.note}>
        {state.results
          ? 'This schema has no form in JSON Schema, so there is nothing to show here.'
          : 'Press Run first: this is made from what your schema turns out to be.'}
      </p>
    );
  const tabs: readonly Tab<Id>[] = [
    { id: 'unknown', label: 'Unknown members', panel: <UnknownTab state={state} /> },
    {
      id: 'form',
      label: 'Form',
      panel: needs(({ input }) => <FormTab input={input} state={state} session={session} />),
    },
    { id: 'api', label: 'API', panel: <ApiTab state={state} /> },
    { id: 'schema', label: 'JSON Schema', panel: needs((both) => <SchemaText sides={both} />) },
    {
      id: 'model',
      label: 'Model',
      panel: needs(({ input }) => <ModelText name={state.subject} input={input} />),
    },
    { id: 'type', label: 'Type', panel: needs((both) => <TypeText sides={both} />) },
    { id: 'sql', label: 'SQL and HTML', panel: <SqlTab /> },
  ];
  return (
    <div className={css.feeds}>
      <Tabs label="What the schema feeds" tabs={tabs} chosen={chosen} onChoose={choose} />
    </div>
  );
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);
const bare = ({ $schema: _, ...rest }: Json): Json => rest;

function Text({ label, text }: { label: string; text: string }) {
  return (
    <div className={css.text}>
      <p>{label}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
      <pre tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
    </div>
  );
}

const SchemaText = ({ sides }: { sides: Sides }) => (
  <div className={css.pair}>
    <Text label="What a caller may send: the request body in OpenAPI 3.1" text={pretty(bare(sides.input))} />
    <Text label="What the code receives" text={pretty(bare(sides.output))} />
    <p className={css.note}>
      Both by z.toJSONSchema (2020-12, which OpenAPI 3.1 uses). A rule in code, such as .refine, is in
      neither: only the contract itself knows it.
    </p>
  </div>
);

const TypeText = ({ sides }: { sides: Sides }) => (
  <div className={css.pair}>
    <Text label="Sent: z.input" text={asType('Sent', sides.input)} />
    <Text label="Received: z.output" text={asType('Received', sides.output)} />
    <p className={css.note}>
      Printed from the JSON Schema. The compiler has it from the schema itself, with z.infer: nobody writes it
      twice.
    </p>
  </div>
);

function ModelText({ name, input }: { name: string; input: Json }) {
  const { format, notes } = outputFormat(name, input);
  return (
    <div className={css.pair}>
      <Text label="response_format of a chat completion" text={pretty(format)} />
      <div className={css.notes}>
        <p>The model is held to the form while it writes. The contract then reads what it wrote.</p>
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
        <p>Only what the large providers have in common is kept. No model is asked here.</p>
      </div>
    </div>
  );
}
