import { claimSet } from '#api/identity/claims.ts';
import {
  claimWords,
  foreignParts,
  foreignWords,
  headerWords,
  moments,
  type Part,
  partWords,
} from './demo.ts';
import { textsOf } from './edits.ts';
import { moment } from './examine.ts';
import css from './Parts.module.css';

const parts = ['header', 'payload', 'signature'] as const;

/** The three parts of a token: coloured and named, as they travel, what is in them, and a field to change each.
 * Without `onType` it is somebody else's token: read only, in words that fit any. */
export function Parts({ token, onType }: { token: string; onType?(part: Part, text: string): void }) {
  const texts = textsOf(token);
  const [header = '', payload = '', ...rest] = token.split('.');
  const encoded = { header, payload, signature: rest.join('.') };
  return (
    <div className={css.parts}>
      {parts.map((part) => (
        <section key={part} className={css.part} data-part={part} aria-label={partWords[part][0]}>
          <h4>
            {partWords[part][0]} <span>{encoded[part].length} characters</span>
          </h4>
          <p className={css.encoded}>
            {encoded[part] || '(empty)'}
            {part !== 'signature' && <b>.</b>}
          </p>
          <p className={css.says}>{onType ? partWords[part][1] : foreignParts[part]}</p>
          {part !== 'signature' && (
            <Members
              text={texts[part]}
              words={onType ? (part === 'header' ? headerWords : claimWords) : foreignWords}
            />
          )}
          {onType && (
            <details className={css.edit}>
              <summary>Change the {part}</summary>
              <textarea
                aria-label={`${partWords[part][0]}, ${part === 'signature' ? 'as it travels' : 'decoded'}`}
                rows={part === 'payload' ? 8 : 4}
                spellCheck={false}
                autoCapitalize="off"
                autoComplete="off"
                value={texts[part]}
                maxLength={4_096}
                onChange={(event) => onType(part, event.target.value)}
              />
            </details>
          )}
        </section>
      ))}
    </div>
  );
}

/** Each member with its value and what it means here. */
function Members({ text, words }: { text: string; words: Readonly<Record<string, string>> }) {
  const members = membersOf(text);
  if (members === null) return <p className={css.raw}>{text || '(nothing)'}</p>;
  return (
    <dl className={css.members}>
      {members.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <code>{shown(value)}</code>
            {moments.has(name) && <code> {moment(value)}</code>}
            {Object.hasOwn(words, name) && <span>{words[name]}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const most = 40;
function membersOf(text: string): [string, unknown][] | null {
  try {
    const value: unknown = JSON.parse(text);
    return claimSet(value) === null ? null : Object.entries(value as object).slice(0, most);
  } catch {
    return null;
  }
}

function shown(value: unknown): string {
  const whole = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return whole.length > 300 ? `${whole.slice(0, 297)}…` : whole;
}
