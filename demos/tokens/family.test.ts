// One family: what each ground makes of a replay, as a person at the buttons meets it.
import { describe, expect, it } from 'vitest';
import { createFamilySession, type GroundId } from './family-session.ts';
import { stateOf } from './tree.ts';

function lab(ground: GroundId) {
  const session = createFamilySession(() => Promise.reject(new Error('it does not start')));
  session.choose(ground);
  const shape = () => {
    const { tree } = session.state;
    return tree.nodes.map((node) => `${node.parent ?? ''}>${node.name} ${stateOf(tree, node)}`);
  };
  const present = async (...names: string[]) => {
    for (const name of names) await session.present(name);
    return session.state.last?.answer.status;
  };
  return { session, shape, present };
}

describe('the family', () => {
  it('with grace: the same successor again, until it was used or the time is over', async () => {
    const { session, shape, present } = lab('grace');
    await session.signIn();
    expect(await present('T0', 'T0', 'T0')).toBe(200);
    expect(shape()).toEqual(['>T0 spent', 'T0>T1 live']);
    session.wait(10_000);
    expect(await present('T0')).toBe(200);
    session.wait(1);
    expect(await present('T0')).toBe(401);
    expect(shape()).toEqual(['>T0 dead', 'T0>T1 dead']);
    expect(session.state.tree.endedBy).toBe('T0');
    expect(await present('T1')).toBe(401);
  });

  it('with grace: a grandparent has none', async () => {
    const { session, shape, present } = lab('grace');
    await session.signIn();
    await present('T0', 'T1');
    expect(await present('T0')).toBe(401);
    expect(shape()).toEqual(['>T0 dead', 'T0>T1 dead', 'T1>T2 dead']);
  });

  it('strict: the second use ends it', async () => {
    const { session, present } = lab('strict');
    await session.signIn();
    expect(await present('T0', 'T0')).toBe(401);
    expect(await present('T1')).toBe(401);
  });

  it('sliding: one spent token is good for ever, and the honest one is thrown out', async () => {
    const { session, shape, present } = lab('sliding');
    await session.signIn();
    for (let n = 0; n < 5; n++) {
      expect(await present('T0')).toBe(200);
      session.wait(9_000);
    }
    expect(shape()).toHaveLength(6);
    expect(await present('T1')).toBe(401);
  });

  it('undoes a reset, and says when the service does not start', async () => {
    const { session, shape, present } = lab('strict');
    expect(session.reset()).not.toBeNull();
    await session.signIn();
    await present('T0');
    const before = shape();
    const undo = session.reset();
    expect(shape()).toEqual([]);
    expect(session.reset()).toBeNull();
    undo?.();
    expect(shape()).toEqual(before);
    expect(await present('T1')).toBe(200);

    session.choose('service');
    await session.signIn();
    expect(session.state).toMatchObject({ failed: true, busy: false });
  });
});
