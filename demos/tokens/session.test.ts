// The workbench: late answers are dropped, resets undone, and a pasted token is really gone.
import { expect, it } from 'vitest';
import { examples } from './examples.ts';
import { createPasteSession } from './paste-session.ts';
import { begin, createTokenSession } from './session.ts';

it('shows the check of what is shown, not of what was', async () => {
  const session = createTokenSession();
  await Promise.all([
    session.edit('admin'),
    session.edit('cut'),
    session.moveClock(10_000),
    session.restore(),
  ]);
  expect(session.state).toMatchObject({ token: begin.token, clock: 1_200, edit: null });
  const failed = session.state.report.checks
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ id }) => id);
  expect(failed).toEqual(['exp']);
  await session.moveClock(60);
  expect(session.state.report).toEqual(begin.report);
});

it('issues, resets and undoes', async () => {
  const session = createTokenSession();
  expect(session.reset()).toBeNull();
  session.choose({ person: 'rita', alg: 'EdDSA' });
  await session.issue();
  expect(session.state).toMatchObject({ busy: false, failed: false });
  expect(session.state.report.accepted).toBe(true);
  expect(session.state.report.claims?.role).toBe('reviewer');
  const token = session.state.token;
  const undo = session.reset();
  expect(session.state).toEqual(begin);
  undo?.();
  expect(session.state.token).toBe(token);
  await session.type('payload', '{}');
  expect(session.state.report.accepted).toBe(false);
});

it('says so when the browser cannot make the key', async () => {
  const session = createTokenSession({
    now: () => 0,
    mint: () => ({ issue: () => Promise.reject(new Error('NotSupportedError')), verifiers: () => [] }),
  });
  await session.issue();
  expect(session.state).toMatchObject({ busy: false, failed: true });
});

it('forgets what was pasted, and a check under way with it', async () => {
  const session = createPasteSession();
  const [example] = examples;
  if (!example) throw new Error('there is an example');
  await session.paste(example.token);
  await session.checkWith(JSON.stringify(example.key));
  expect(session.state.signature).toMatchObject({ kind: 'right', alg: 'HS256' });
  const under = session.checkWith(JSON.stringify(example.key));
  session.forget();
  await under;
  expect(session.state).toEqual({ text: '', key: '', pasted: { kind: 'nothing' }, signature: null });
});
