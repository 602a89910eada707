// Documents that a proof makes for itself and takes away again, and the words that proofs have in common.
import type { Answer, Ask, Bench, Person } from './bench.ts';

export const key = (): Record<string, string> => ({ 'idempotency-key': crypto.randomUUID() });

/** Whether an answer is this refusal, by this layer and rule where they are named. */
export function refusedAs(answer: Answer, code: string, layer?: string, rule?: string): boolean {
  const { type, layer: by, rule: why, status } = answer.json ?? {};
  return (
    type === `/problems/${code}` &&
    status === answer.status &&
    (layer === undefined || by === layer) &&
    (rule === undefined || why === rule)
  );
}

export interface Paper {
  readonly id: string;
  readonly at: string;
  readonly answer: Answer;
}

const draft = {
  title: 'A proof’s own document',
  body: 'Example text.',
  department: 'operations',
  // Said although it is the default: a service without contracts has no defaults.
  classification: 'internal',
};

/** Writes a document as a contributor of its department. @throws when it is refused */
export async function write(at: Bench, as: Person, other: object = {}, ask: Ask = {}): Promise<Paper> {
  const answer = await at.call('/v1/documents', {
    as,
    body: { ...draft, ...other },
    ...ask,
    headers: { ...key(), ...ask.headers },
  });
  if (answer.status !== 201) throw new Error(`A document was not made: ${answer.status}.`);
  return { id: answer.json.id, at: `/v1/documents/${answer.json.id}`, answer };
}

export async function remove(at: Bench, paper: Paper, as: Person = 'ada'): Promise<void> {
  const { status } = await at.call(paper.at, { as, method: 'DELETE' });
  if (status === 403) {
    await at.call(`${paper.at}/lock`, { as: 'ada', method: 'PUT', body: { locked: false } });
    await at.call(paper.at, { as, method: 'DELETE' });
  }
}

interface SecretAndOther {
  readonly secret: string;
  readonly from: Paper;
  readonly to: Paper;
}

/** A confidential text, and a document that somebody else may read. */
export async function secretAndOther(at: Bench): Promise<SecretAndOther> {
  const secret = at.unique();
  return {
    secret,
    from: await write(at, 'cleo', { body: secret, department: 'finance' }),
    to: await write(at, 'carl'),
  };
}

/** As the owner of the database: the sealed text of one row into the other, which is then read. */
export async function moveText(at: Bench, { from, to }: SecretAndOther): Promise<Answer> {
  await at.rows(
    `update documents set body_sealed = (select body_sealed from documents where id = '${from.id}') where id = '${to.id}'`,
  );
  return at.call(to.at, { as: 'carl' });
}

/** Takes the database's second barrier away, for weak twins: row security, and the guards of single columns. */
export const withoutRowSecurity = `
  alter table documents disable row level security; alter table users disable row level security;
  alter table audit_entries disable row level security; alter table refresh_families disable row level security;
  alter table documents disable trigger documents_guard; alter table users disable trigger users_guard;`;
