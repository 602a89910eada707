import { describe, expect, it } from 'vitest';
import { createApp } from '#api/app.ts';
import { bareDeps } from '#api/test/bare-deps.ts';
import { bodyText, callOf, fieldsFrom, keyOf } from './draft.ts';
import { exampleValues, suggestions } from './example-values.ts';
import { asked, complaint } from './field-check.ts';
import builtIn from './operations.json' with { type: 'json' };
import { type Field, grouped, type Operation, operationsOf } from './operations.ts';

const live = async (): Promise<Operation[]> =>
  operationsOf(await (await createApp(bareDeps())(new Request('http://api/openapi.json'))).json());
const operations = builtIn as readonly Operation[];
const named = (id: string): Operation => {
  const found = operations.find((one) => one.id === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found;
};
const fieldOf = (id: string, name: string): Field => {
  const found = named(id).fields.find((field) => field.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};

describe('operations', () => {
  it('are those of the API: after a change there, run this test once with -u', async () => {
    await expect(`${JSON.stringify(await live(), null, 1)}\n`).toMatchFileSnapshot('./operations.json');
  });

  it('come from nothing without a fault', () => {
    for (const odd of [null, 1, 'x', {}, { paths: null }, { paths: { '/x': { get: null } } }])
      expect(operationsOf(odd).length).toBeLessThanOrEqual(1);
  });

  it('are grouped with documents first and the service last', () => {
    const names = grouped(operations).map(([name]) => name);
    expect(names[0]).toBe('documents');
    expect(names.at(-1)).toBe('service');
    expect(grouped(operations).flatMap(([, all]) => all)).toHaveLength(operations.length);
  });

  it('carry constraints, choices and defaults', () => {
    expect(fieldOf('documents.create', 'title')).toMatchObject({
      required: true,
      min: 1,
      max: 200,
      place: 'body',
    });
    expect(fieldOf('documents.create', 'classification')).toMatchObject({
      kind: 'choice',
      required: false,
      default: 'internal',
    });
    expect(fieldOf('documents.lock', 'locked').kind).toBe('boolean');
    expect(fieldOf('documents.update', 'version').kind).toBe('integer');
    expect(named('documents.list').signedIn).toBe(true);
    expect(named('sessions.start').signedIn).toBe(false);
  });
});

/** What comes from an answer before: ids, fences, hashes, work that was done. */
const onlyTheReaderHas: Readonly<Record<string, readonly string[]>> = {
  'sessions.refresh': ['refreshToken'],
  'sessions.end': ['id'],
  'intake.read': ['id'],
  'intake.replay': ['id'],
  'review.lease': ['id', 'fence'],
  'review.decide': ['id', 'fence', 'hash'],
  'review.undo': ['id', 'decision'],
  'review.batch': ['pattern', 'digest'],
  'leads.send': ['lead', 'proof'],
};

describe('example values', () => {
  it.each(operations.map((one) => [one.id, one] as const))('of %s meet the contract', (id, operation) => {
    const values = exampleValues(operation, () => 'sandbox-0123456789');
    const unmet = operation.fields.flatMap((field) => {
      const said = complaint(field, values[keyOf(field)]);
      return said === null ? [] : [`${field.name}: ${said}`];
    });
    expect(unmet.map((said) => said.split(':')[0])).toEqual(onlyTheReaderHas[id] ?? []);
  });

  it('are suggested where the example data has them', () => {
    expect(suggestions(named('documents.read'), fieldOf('documents.read', 'id')).length).toBe(10);
    expect(
      suggestions(named('documents.transfer'), fieldOf('documents.transfer', 'ownerId'))[0]?.label,
    ).toMatch(/Vera/);
    expect(suggestions(named('documents.create'), fieldOf('documents.create', 'title'))).toEqual([]);
  });
});

describe('a draft', () => {
  it('becomes a call with path, query, headers and typed body', () => {
    const lock = named('documents.lock');
    const draft = { operation: lock.id, values: { 'path.id': 'a/b c', 'body.locked': 'true' }, raw: null };
    expect(callOf(lock, draft)).toEqual({
      operation: 'documents.lock',
      method: 'PUT',
      path: '/v1/documents/a%2Fb%20c/lock',
      headers: { 'content-type': 'application/json' },
      body: '{\n  "locked": true\n}',
    });
    const list = named('documents.list');
    const values = { 'query.limit': '2', 'query.owner': '' };
    expect(callOf(list, { operation: list.id, values, raw: null })).toMatchObject({
      path: '/v1/documents?limit=2',
      body: null,
      headers: {},
    });
  });

  it('sends text as it is, and keeps what is no number for the API to refuse', () => {
    const update = named('documents.update');
    expect(callOf(update, { operation: update.id, values: {}, raw: '{"version":' }).body).toBe('{"version":');
    expect(JSON.parse(bodyText(update, { 'body.version': 'one', 'body.title': 'x' }))).toEqual({
      version: 'one',
      title: 'x',
    });
    expect(JSON.parse(bodyText(update, { 'body.version': '2' }))).toEqual({ version: 2 });
  });

  it('goes from text to fields only when nothing is lost', () => {
    const update = named('documents.update');
    expect(fieldsFrom(update, '{"version":3,"title":""}')).toEqual({ 'body.version': '3', 'body.title': '' });
    for (const lossy of [
      '{',
      '[]',
      'null',
      '{"other":1}',
      '{"title":{"a":1}}',
      '{"title":1}',
      '{"version":"3"}',
      '{"title":null}',
    ])
      expect(fieldsFrom(update, lossy), lossy).toBeNull();
  });
});

describe('what a contract asks', () => {
  it('is said in words', () => {
    expect(asked(fieldOf('documents.create', 'title'))).toBe('required · 1 to 200 characters');
    expect(asked(fieldOf('documents.list', 'limit'))).toContain('25 if left out');
    expect(asked(fieldOf('documents.read', 'id'))).toBe('required · UUID');
  });

  it('warns, and counts characters as JSON Schema does', () => {
    const title = fieldOf('documents.create', 'title');
    expect(complaint(title, '🙂'.repeat(200))).toBeNull();
    expect(complaint(title, 'x'.repeat(201))).toMatch(/1 to 200 characters/);
    expect(complaint(title, undefined)).toMatch(/requires/);
    expect(complaint(fieldOf('documents.read', 'id'), 'x')).toMatch(/UUID/);
    expect(complaint(fieldOf('documents.list', 'limit'), '101')).toMatch(/matches/);
    expect(complaint(fieldOf('documents.list', 'classification'), 'secret')).toMatch(/one of/);
    expect(complaint(fieldOf('documents.update', 'version'), '0')).toMatch(/whole number/);
    expect(complaint(fieldOf('documents.lock', 'locked'), 'yes')).toMatch(/true or false/);
    expect(complaint(fieldOf('documents.list', 'cursor'), undefined)).toBeNull();
  });
});
