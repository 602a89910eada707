// The audit trail over the wire. Allowed reads reach it a moment after their answer, so their place among the changes is no
// promise: the entries are compared as a set, each page's sequence and links for themselves.
import { type Member, pause, type Talk } from './talk.ts';

interface Entry {
  readonly seq: number;
  readonly organisation: string | null;
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}
interface Page {
  readonly entries: readonly Entry[];
  readonly next: number | null;
}

/** Ten times as long as a note of an allowed read waits. */
const noted = 200;

export async function trail(talk: Talk, ada: Member, abel: Member, carl: Member): Promise<void> {
  await pause(noted);
  await carl.ask('GET', '/v1/audit');
  await carl.ask('GET', '/v1/audit/head');
  // When heads are signed and put away is the process's matter, and not the service's answer.
  await ada.ask('GET', '/v1/audit/head', { shape: ({ seq, hash }) => ({ seq, hash }) });
  for (const [name, member] of [
    ['aster', ada],
    ['brook', abel],
  ] as const) {
    const entries: Entry[] = [];
    let path: string | null = '/v1/audit?limit=100';
    while (path !== null) {
      const { body } = await member.ask('GET', path, { shape: count, called: 'a page of the trail' });
      const page = body as Page;
      entries.push(...page.entries);
      path = page.next === null ? null : `/v1/audit?limit=100&before=${page.next}`;
    }
    talk.found(`the trail of ${name}`, {
      entries: entries
        .map(({ organisation, body }) => talk.plain.text(`${organisation} ${body}`, false))
        .sort(),
      // Newest first; where two of the organisation's entries follow each other in the chain, the later names the earlier.
      falling: entries.every(({ seq }, i) => i === 0 || seq < (entries[i - 1] as Entry).seq),
      linked: entries.every((one, i) => {
        const earlier = entries[i + 1];
        return earlier?.seq !== one.seq - 1 || earlier.hash === one.previous;
      }),
    });
  }
  for (const query of ['limit=1', 'before=1', 'limit=0', 'limit=101', 'before=0', 'before=x', 'after=1'])
    await ada.ask('GET', `/v1/audit?${query}`, { shape: count });
}

const count = ({ entries, next }: Page) => ({ entries: entries.length, more: next !== null });
