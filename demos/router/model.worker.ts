// The model in its worker. Each question is answered by the pipeline's own functions (steps.ts).
import '../runtime/tab/jitless.ts';
import { answering } from './answering.ts';
import type { ModelQuestions } from './messages.ts';
import {
  evidenceIn,
  examplesOf,
  idOf,
  messagesOf,
  model,
  promisesWith,
  rowOf,
  shadowExamples,
  shadowOf,
} from './steps.ts';

const piece = 250;

answering<ModelQuestions>({
  read({ elsewhere }, news) {
    const messages = messagesOf(elsewhere);
    const start = performance.now();
    for (let from = 0; from < messages.length; from += piece)
      news(
        messages.slice(from, from + piece).map(({ text, ...known }, i) => rowOf(idOf(from + i), text, known)),
      );
    return { model, milliseconds: performance.now() - start };
  },
  examples: () => examplesOf(),
  one: ({ id, text }) => ({ row: rowOf(id, text, null), evidence: evidenceIn(text) }),
  evidence: ({ text }) => evidenceIn(text),
  promises: ({ seed }) => promisesWith(seed),
  shadow({ rows }) {
    return { ...shadowOf(rows), examples: shadowExamples };
  },
});
