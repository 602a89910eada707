// A reader's file in a worker of its own: parsed in pieces, judged by the production mathematics, sent nowhere.

import type { Judged } from '#api/intake/model/calibration-error.ts';
import { answering } from './answering.ts';
import { readCsv } from './csv.ts';
import type { FileQuestions } from './messages.ts';
import { judgedIn, ownOf, ownPromise } from './own.ts';

let judged: readonly Judged[] = [];

answering<FileQuestions>({
  async file({ source }, news) {
    judged = [];
    const read = await readCsv(source, news);
    if (read.kind === 'faults') return read;
    judged = judgedIn(read.table);
    return { kind: 'own', own: ownOf(judged) };
  },
  promise: ({ alpha, delta }) => ownPromise(judged, alpha, delta),
});
