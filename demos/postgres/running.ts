// Scripts, plans, comparisons and steps of lessons: what is asked of the database, and what of the answers is shown.
import type { Line } from './connect.ts';
import { withEntry, writeHistory } from './history.ts';
import { lessons } from './lessons.ts';
import { afterOutcome } from './losses.ts';
import { inOneLine, type Outcome, redefines } from './outcome.ts';
import { readPlan } from './plan.ts';
import { blocksOf, chosen, explained, explaining, planIn } from './results.ts';
import { scriptOf, type Wanted } from './script.ts';
import { split } from './split.ts';
import { type Core, set } from './state.ts';

export interface Running {
  /** @param file a name: its text is run in place of the editor's */
  script(line: Line, file?: { readonly name: string; readonly text: string }): Promise<void>;
  explain(line: Line): Promise<void>;
  compare(line: Line): Promise<void>;
  lessonStep(line: Line): Promise<void>;
}

export function runningOf({ store, ports }: Core, after: (defined: boolean) => void): Running {
  /** Asks for a run and counts what it would lose. */
  async function ran(
    line: Line,
    queries: readonly Pick<Wanted, 'text' | 'data'>[],
    show?: (all: readonly Outcome[]) => void,
  ) {
    const outcomes: Outcome[] = [];
    const statements = queries.map(({ text, data }) => ({ text, ...(data !== undefined && { data }) }));
    await line.ask('run', { statements, cap: store.state.cap }, (some) => {
      let { losses } = store.state;
      for (const one of some) {
        losses = afterOutcome(losses, queries[outcomes.length]?.text ?? '', one);
        outcomes.push(one);
      }
      store.send(set({ losses }));
      show?.(outcomes);
    });
    after(outcomes.some(redefines));
    return outcomes;
  }

  return {
    async script(line, file) {
      const { role, switches, history } = store.state;
      const source = file ? { text: file.text, at: 0 } : chosen(store.state);
      const { parts, switches: left } = scriptOf(source.text, switches);
      const queries = parts.flatMap((part) => (part.kind === 'query' ? [part.query] : []));
      const results = (outcomes: readonly Outcome[]) => ({ results: { ...blocksOf(parts, outcomes), role } });
      const show = (outcomes: readonly Outcome[]): void => store.send(set(results(outcomes)));
      // In one step: recorded results are never in view as the reader's own.
      store.send(
        set({
          ...results([]),
          recorded: false,
          mark: null,
          compared: null,
          view: 'results',
          switches: left,
          foreign: false,
        }),
      );
      const outcomes = await ran(line, queries, show);
      const failed = outcomes.at(-1)?.error ?? null;
      const at = queries[outcomes.length - 1]?.at ?? 0;
      const plan = planIn(queries, outcomes, role);
      const mark =
        failed && !file && queries[outcomes.length - 1]?.title === null
          ? { at: source.at + at + (failed.position ?? 0), message: failed.message }
          : null;
      store.send(set({ mark, ...(plan && { plan, view: 'plan' }) }));
      if (file) return;
      const entry = { sql: source.text.trim(), role, at: ports.now(), failed: failed !== null };
      const next = withEntry(history, entry);
      if (history.keep) writeHistory(ports.shelf, next);
      store.send(set({ history: next }));
    },

    async explain(line) {
      const { role } = store.state;
      const sql = explained(store.state);
      if (sql === null)
        return store.send(
          set({
            notice: {
              tone: 'warn',
              text: 'There is no statement to explain. Write one, or take an example.',
            },
          }),
        );
      // ANALYZE runs the statement: what it would change is undone.
      const open = store.state.losses.transaction !== 'I';
      const around = (text: string) => (open ? [] : [{ text }]);
      const outcomes = await ran(line, [
        ...around('begin'),
        { text: explaining(sql) },
        ...around('rollback'),
      ]);
      if (!open && outcomes.at(-1)?.error) await ran(line, [{ text: 'rollback' }]);
      const found = outcomes.find(({ columns }) => columns[0]?.name === 'QUERY PLAN');
      const plan = readPlan(found?.rows[0]?.[0] ?? '');
      const error = outcomes.find((one) => one.error)?.error;
      if (plan)
        return store.send(
          set({ plan: { sql, role, plan }, view: 'plan', recorded: false, foreign: false, mark: null }),
        );
      store.send(
        set({
          notice: {
            tone: 'fail',
            text: `There is no plan of it: ${error?.message ?? 'the answer was none'}. Plans are of SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES and CREATE TABLE AS.`,
          },
        }),
      );
    },

    async compare(line) {
      const { text } = chosen(store.state);
      const statements = split(text).flatMap((piece) =>
        piece.kind === 'statement' ? [{ text: piece.text }] : [],
      );
      if (statements.length === 0) return;
      const outcomes = await line.ask('compare', { statements, cap: 100, back: store.state.role });
      store.send(
        set({
          compared: { sql: inOneLine(text, 200), outcomes },
          view: 'results',
          recorded: false,
          foreign: false,
        }),
      );
    },

    async lessonStep(line) {
      const { progress } = store.state;
      const lesson = lessons.find(({ id }) => id === progress?.lesson);
      const now = lesson?.steps[progress?.done.length ?? 0];
      if (!progress || !now) return;
      const queries = split(now.sql).map(({ text }) => ({ text }));
      const outcomes = await ran(line, queries);
      const done = [...progress.done, { outcomes, held: now.holds(outcomes) }];
      store.send(set({ progress: { ...progress, done } }));
    },
  };
}
