// Reads take one round trip. Row security has chosen by then; decide() chooses again over what came, so that neither alone
// can leak.
import { entryOf, judgeOf, refusal } from '../access/judge.ts';
import { record } from '../audit/append.ts';
import type { Call, Reply } from '../route.ts';
import { cursorOf, placeOf } from '../storage/cursor.ts';
import type { Filter } from './contract.ts';
import type { Beside } from './services.ts';
import { asOfNow, documentOf, summaryOf } from './shown.ts';
import { findDocument, findDocuments, type Page, resourceOf } from './store.ts';

export async function read(call: Call, { vault, trail, decide }: Beside, id: string): Promise<Reply> {
  const { deps, principal } = call;
  const judge = judgeOf(call, decide);
  const row = await findDocument(deps.database, principal, id);
  const verdict = judge(
    asOfNow(principal, row),
    'documents.read',
    row === undefined ? null : resourceOf(row),
  );
  const entry = entryOf(call, 'documents.read', id, verdict);
  if (!verdict.allow || row === undefined) {
    await record(deps.database, entry);
    throw refusal(verdict);
  }
  trail.note(entry);
  return { status: 200, body: await documentOf(vault, judge, principal, row) };
}

export async function list(call: Call, { trail, decide }: Beside, filter: Filter): Promise<Reply> {
  const { deps, principal } = call;
  const { organisation } = principal;
  const judge = judgeOf(call, decide);
  const collection = { organisation, owner: null, department: null, classification: null, locked: false };
  const verdict = judge(principal, 'documents.list', collection);
  if (!verdict.allow) {
    await record(deps.database, entryOf(call, 'documents.list', null, verdict));
    throw refusal(verdict);
  }
  const page = pageOf(filter);
  const rows = await findDocuments(deps.database, principal, { ...page, most: page.most + 1 });
  const shown = rows.slice(0, page.most);
  const documents = shown
    .filter((row) => judge(asOfNow(principal, row), 'documents.read', resourceOf(row)).allow)
    .map(summaryOf);
  trail.note(entryOf(call, 'documents.list', null, verdict, { shown: documents.length }));
  const last = shown.at(-1);
  return {
    status: 200,
    body: {
      documents,
      next: rows.length > page.most && last ? cursorOf({ at: last.created_at, id: last.id }) : null,
    },
  };
}

function pageOf({ limit, cursor, classification, department, owner, locked }: Filter): Page {
  return {
    most: Number(limit),
    before: placeOf(cursor),
    classification: classification ?? null,
    department: department ?? null,
    owner: owner ?? null,
    locked: locked === undefined ? null : locked === 'true',
  };
}
