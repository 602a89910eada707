// The schema validator: an answer is what the contract says, or it is nothing. It is never repaired by guessing.
import { jsonFault } from '../edge/json-gate.ts';
import { type Fields, fields } from './contract.ts';

export type Draft = Fields;

export type Validated =
  | { readonly kind: 'valid'; readonly fields: Draft }
  /** Where it broke the contract: names of fields and codes, nothing of the answer. */
  | { readonly kind: 'invalid'; readonly faults: readonly string[] };

const invalid = (...faults: readonly string[]): Validated => ({ kind: 'invalid', faults });

/** A contract of five short fields needs no more. */
const most = 4_096;

export function validate(raw: string): Validated {
  if (raw.length > most) return invalid('too-large');
  if (!raw.isWellFormed()) return invalid('not-text');
  const fault = jsonFault(raw, { depth: 2, members: 16 });
  if (fault !== null) return invalid(fault);
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return invalid('not-json');
  }
  const parsed = fields.safeParse(json);
  if (parsed.success) return { kind: 'valid', fields: parsed.data };
  const known = Object.keys(fields.shape);
  return invalid(
    ...new Set(
      parsed.error.issues.map(({ code, path: [name] }) =>
        code === 'unrecognized_keys'
          ? 'extra-keys'
          : known.includes(String(name))
            ? `field:${String(name)}`
            : code,
      ),
    ),
  );
}
