// The request: fields as the contract has them, or the body as text. Wrong values are warned of and sent all the same.
import { Copy } from '../kit/Copy.tsx';
import { Editor } from '../kit/Editor.tsx';
import { asCurl, asFetch } from './as-text.ts';
import { bodyText, callOf, keyOf } from './draft.ts';
import type { Act } from './engine.ts';
import { suggestions } from './example-values.ts';
import { FieldInput } from './FieldInput.tsx';
import { operationOf } from './first.ts';
import css from './RequestForm.module.css';
import type { State } from './state.ts';

interface Props {
  act: Act;
  state: State;
  onSend(): void;
}

export function RequestForm({ act, state, onSend }: Props) {
  const { draft, active, sending } = state;
  const operation = operationOf(state);
  if (!operation) return null;
  const call = callOf(operation, draft);
  const asText = draft.raw !== null;
  const seen = operation.fields.filter(({ place }) => !(asText && place === 'body'));
  const write = (key: string, value: string | undefined) => {
    const { [key]: _, ...rest } = draft.values;
    act((it) => it.write(value === undefined ? rest : { ...rest, [key]: value }));
  };
  const runs = state.host.kind === 'ready' || (state.turn.kind === 'other' && state.turn.ready);
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      <p className={css.line}>
        <span className={css.method}>{call.method}</span> <span className={css.path}>{call.path}</span>
      </p>
      <p className={css.summary}>
        {operation.summary} {operation.signedIn && active === null && 'It needs a token: choose who calls.'}
      </p>
      {seen.length > 0 && (
        <div className={css.fields}>
          {seen.map((field) => (
            <FieldInput
              key={`${operation.id} ${keyOf(field)}`}
              field={field}
              value={draft.values[keyOf(field)]}
              suggestions={suggestions(operation, field)}
              onChange={(value) => write(keyOf(field), value)}
            />
          ))}
        </div>
      )}
      {asText && (
        <Editor
          label="Body of the request (JSON)"
          language="json"
          value={draft.raw ?? ''}
          onChange={(text) => act((it) => it.writeRaw(text))}
          onRun={onSend}
          lines={[4, 14]}
        />
      )}
      <div className={`${css.actions} needs-js`}>
        <button type="submit" className="button small primary" aria-disabled={sending || undefined}>
          {runs ? 'Send' : 'Boot and send'}
        </button>
        {operation.hasBody && (
          <button
            type="button"
            className={css.quiet}
            onClick={() => act((it) => it.writeRaw(asText ? null : bodyText(operation, draft.values)))}
          >
            {asText ? 'Body as fields' : 'Body as JSON'}
          </button>
        )}
        <span>
          <Copy label="Copy as curl" what="curl command" text={() => asCurl(call, active)} />
        </span>
        <span>
          <Copy label="Copy as fetch" what="fetch call" text={() => asFetch(call, active)} />
        </span>
      </div>
      <p className={css.hint}>
        curl cannot reach an API inside a browser: that copy is for <code>npm run api</code> on your machine.
        fetch runs in the console of this page.
      </p>
    </form>
  );
}
