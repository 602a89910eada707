// AUDIT-01 and AUDIT-05: what the verifier finds, how fast, and whether a second one (Python, from README.md alone) agrees.
import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAnchor } from './anchor-form.ts';
import { anchorKey, signedBy } from './anchor-key.ts';
import {
  type Bytes,
  consistent,
  follow,
  genesis,
  type Head,
  leafBytes,
  linkBytes,
  type Sha256,
  webSha256,
} from './chain.ts';
import { bodyOf } from './entry.ts';
import { readLine, writeHeader, writeLine } from './export-form.ts';
import { type Fault, type Line, type Verdict, verify } from './verify.ts';

type Entry = Exclude<Line, { leaf: Uint8Array }>;

// A copy: Buffer.slice() would give a view, and an attack on it would reach the chain it was taken from.
const sha256 = (bytes: Uint8Array): Bytes => new Uint8Array(hash('sha256', bytes, 'buffer'));
const tenants = [null, '01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];

/** Repeatable choices: a failing run can be run again. */
function choices(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function bodyFor(seq: number): Bytes {
  const entry = { at: 0, organisation: null, subject: `user-${seq % 7}`, action: 'documents.read' } as const;
  const rest = { resource: `document-${seq}`, decision: 'allow', rule: 'documents.read.owner' } as const;
  return new TextEncoder().encode(bodyOf({ ...entry, ...rest, trace: seq.toString(16).padStart(32, '0') }));
}

function link(before: Head, fields: Omit<Entry, 'seq' | 'previous' | 'hash'>, seq = before.seq + 1): Entry {
  const leaf = sha256(leafBytes({ ...fields, seq }));
  return { ...fields, seq, previous: before.hash, hash: sha256(linkBytes(before.hash, leaf)) };
}

function makeChain(length: number): Entry[] {
  const chain: Entry[] = [];
  let head: Head = genesis;
  for (let seq = 1; seq <= length; seq++) {
    const organisation = tenants[seq % 3] as string | null;
    const entry = link(head, { at: 1_767_603_600_000 + seq, organisation, body: bodyFor(seq) });
    chain.push(entry);
    head = entry;
  }
  return chain;
}

const changed = (bytes: Uint8Array, at: number): Bytes => {
  const copy = bytes.slice();
  const index = at % copy.length;
  copy[index] = (copy[index] as number) ^ 1;
  return copy;
};

interface Attack {
  readonly chain: readonly Line[];
  /** What must be reported. */
  readonly seq: number;
}

/** Each takes the chain and an index (0-based, never the last) and tells the first seq that does not follow any more. */
const attacks: Record<string, (chain: readonly Entry[], i: number, pick: (n: number) => number) => Attack> = {
  edit(chain, i, pick) {
    const entry = chain[i] as Entry;
    const edits: Entry[] = [
      { ...entry, body: changed(entry.body, pick(1000)) },
      { ...entry, body: entry.body.slice(1) },
      { ...entry, at: entry.at + 1 },
      { ...entry, organisation: entry.organisation === null ? (tenants[1] as string) : null },
      { ...entry, hash: changed(entry.hash, pick(32)) },
      { ...entry, previous: changed(entry.previous, pick(32)) },
    ];
    return { chain: chain.with(i, edits[pick(edits.length)] as Entry), seq: i + 1 };
  },
  'edit and hash again': (chain, i) => {
    const entry = chain[i] as Entry;
    const again = link(
      { seq: entry.seq - 1, hash: entry.previous },
      { ...entry, body: changed(entry.body, 9) },
    );
    return { chain: chain.with(i, again), seq: i + 2 };
  },
  delete: (chain, i) => ({ chain: chain.toSpliced(i, 1), seq: i + 1 }),
  insert: (chain, i) => {
    const forged = { ...(chain[i] as Entry), body: bodyFor(999_999) };
    return { chain: chain.toSpliced(i, 0, forged), seq: i + 1 };
  },
  swap: (chain, i) => {
    const [a, b] = [chain[i] as Entry, chain[i + 1] as Entry];
    return { chain: chain.with(i, b).with(i + 1, a), seq: i + 1 };
  },
  'swap contents': (chain, i) => {
    const [a, b] = [chain[i] as Entry, chain[i + 1] as Entry];
    return { chain: chain.with(i, { ...a, body: b.body }).with(i + 1, { ...b, body: a.body }), seq: i + 1 };
  },
  duplicate: (chain, i) => ({ chain: chain.toSpliced(i, 0, chain[i] as Entry), seq: i + 2 }),
  truncate: (chain, i) => ({ chain: chain.slice(0, i), seq: i + 1 }),
};

/** The six of AUDIT-01; the two variants share a turn with their plain form. */
const six = ['edit', 'delete', 'insert', 'swap', 'duplicate', 'truncate'] as const;
const variants: Partial<Record<(typeof six)[number], string>> = {
  edit: 'edit and hash again',
  swap: 'swap contents',
};

const brokenAt = (verdict: Verdict): number | null => (verdict.kind === 'broken' ? verdict.seq : null);

describe('AUDIT-01: any one of 10,000 entries, changed', () => {
  const chain = makeChain(10_000);
  const heads = chain.filter(({ seq }) => seq % 100 === 0);
  const last = chain.at(-1) as Entry;

  it('6 changes × 1,000: 6,000 found, each at the first place that does not follow', async () => {
    const pick = choices(1);
    const wrong: string[] = [];
    for (const name of six)
      for (let n = 0; n < 1_000; n++) {
        const i = pick(9_999);
        const kind = n % 2 === 1 ? (variants[name] ?? name) : name;
        // From the anchor before to the one after the next: a verifier that has anchors need not begin at 1.
        const start = Math.floor(i / 100) * 100;
        const part = chain.slice(start, start + 200);
        const from = chain[start - 1] ?? genesis;
        const attack = (attacks[kind] as (typeof attacks)[string])(part, i - start, pick);
        const last = part.at(-1) as Entry;
        const verdict = await verify(attack.chain, { from, anchors: [last], sha256 });
        if (brokenAt(verdict) !== start + attack.seq) wrong.push(`${kind} at ${i + 1}`);
      }
    expect(wrong).toEqual([]);
  }, 180_000);

  it('and from the first entry on, 3 of each', async () => {
    const pick = choices(2);
    for (const [name, attack] of Object.entries(attacks))
      for (let n = 0; n < 3; n++) {
        const { chain: attacked, seq } = attack(chain, pick(9_999), pick);
        expect([name, brokenAt(await verify(attacked, { anchors: [last], sha256 }))]).toEqual([name, seq]);
      }
    expect(await verify(chain, { anchors: heads, sha256 })).toMatchObject({
      kind: 'intact',
      anchored: 10_000,
    });
  }, 180_000);

  it('control: a chain without the hash before lets whole entries go, come and change places', async () => {
    // The twin hashes each entry by itself: nothing ties it to its neighbours but a number.
    const twin = (lines: readonly Entry[]): number | null => {
      const bad = lines.find((line) => !sha256(leafBytes(line)).every((byte, k) => byte === line.hash[k]));
      return bad?.seq ?? null;
    };
    const alone = chain.slice(0, 200).map((entry) => ({ ...entry, hash: sha256(leafBytes(entry)) }));
    const missed = (['delete', 'swap', 'duplicate', 'truncate'] as const).filter(
      (name) =>
        twin((attacks[name] as (typeof attacks)[string])(alone, 50, choices(3)).chain as Entry[]) === null,
    );
    expect(missed).toEqual(['delete', 'swap', 'duplicate', 'truncate']);
    expect(twin((attacks['edit'] as (typeof attacks)[string])(alone, 50, () => 0).chain as Entry[])).toBe(51);
  });

  it('a tail that is cut off, or a history rewritten to its end: anchors find it; control: without them, nothing does', async () => {
    const short = chain.slice(0, 9_950);
    expect(await verify(short, { anchors: heads, sha256 })).toEqual({
      kind: 'broken',
      fault: 'cut',
      seq: 9_951,
      since: 9_900,
    });
    const rewritten = chain.slice(0, 7_777);
    for (let seq = 7_778; seq <= 10_000; seq++)
      rewritten.push(link(rewritten.at(-1) as Entry, { ...(chain[seq - 1] as Entry), body: bodyFor(1) }));
    expect(await verify(rewritten, { anchors: heads, sha256 })).toEqual({
      kind: 'broken',
      fault: 'anchor',
      seq: 7_800,
      since: 7_700,
    });
    expect(await verify(short, { sha256 })).toMatchObject({ kind: 'intact', anchored: 0 });
    expect(await verify(rewritten, { sha256 })).toMatchObject({ kind: 'intact', anchored: 0 });
  }, 180_000);
});

describe('AUDIT-05: 100,000 entries', () => {
  const chain = makeChain(100_000);

  it('are verified within 10 s, from their text', async () => {
    const texts = chain.map(writeLine);
    // Processor time: on a shared machine the clock on the wall measures the neighbours.
    const start = process.cpuUsage();
    const verdict = await verify(
      (function* () {
        for (const text of texts) yield readLine(text);
      })(),
      { sha256 },
    );
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    console.log(`100,000 entries verified in ${seconds.toFixed(2)} s of processor time`);
    expect(verdict.kind).toBe('intact');
    expect(seconds).toBeLessThan(10);
  }, 180_000);

  it('any two heads are consistent by the leaves between them, and by no others', async () => {
    const pick = choices(4);
    const leaves = chain.map((entry) => sha256(leafBytes(entry)));
    for (let n = 0; n < 100; n++) {
      const a = pick(99_000);
      const b = a + 1 + pick(900);
      const between = leaves.slice(a + 1, b + 1);
      const [earlier, later] = [chain[a] as Head, chain[b] as Head];
      expect(await consistent(earlier, later, between, sha256)).toBe(true);
      const k = pick(between.length);
      const other = between.with(k, changed(between[k] as Bytes, pick(32)));
      expect(await consistent(earlier, later, other, sha256)).toBe(false);
      expect(await consistent(earlier, later, between.slice(1), sha256)).toBe(false);
    }
    expect(await consistent(genesis, chain[9] as Head, leaves.slice(0, 10))).toBe(true);
  }, 180_000);

  it('withheld entries leave the proof whole', async () => {
    const mine = tenants[1];
    const shown: Line[] = chain.slice(0, 300).map((entry) => {
      const { seq, previous, hash: own } = entry;
      return entry.organisation === mine
        ? entry
        : { seq, previous, hash: own, leaf: sha256(leafBytes(entry)) };
    });
    expect(await verify(shown, { anchors: [chain[299] as Head] })).toMatchObject({
      kind: 'intact',
      anchored: 300,
    });
    const hidden = shown.findIndex((line) => 'leaf' in line);
    const leaf = changed((shown[hidden] as { leaf: Uint8Array }).leaf, 0);
    expect(brokenAt(await verify(shown.with(hidden, { ...(shown[hidden] as Line), leaf } as Line)))).toBe(
      hidden + 1,
    );
  });
});

const python = await promisify(execFile)('python3', ['--version']).then(
  () => true,
  () => false,
);
if (!python) console.warn('python3 is not installed: the second verifier was not run.');

describe.skipIf(!python)('AUDIT-05: the second verifier (python3)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const path = (name: string) => join(folder, name);
  const script = join(import.meta.dirname, 'second-verifier.py');
  const seed = { read: async () => sha256(new TextEncoder().encode('example seed')) };
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(program, args, { maxBuffer: 1e8 }).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  const put = (name: string, chain: readonly Line[]) => {
    writeFileSync(path(name), `${[writeHeader(genesis), ...chain.map(writeLine)].join('\n')}\n`);
    return path(name);
  };
  const chain = makeChain(1_000);
  let witness: string[];

  beforeAll(async () => {
    const key = await anchorKey(seed);
    const anchors = await Promise.all(
      [250, 500, 750, 1_000].map((seq) => key.sign(chain[seq - 1] as Head, seq)),
    );
    writeFileSync(path('anchors.jsonl'), anchors.map((anchor) => `${writeAnchor(anchor)}\n`).join(''));
    writeFileSync(path('key.json'), JSON.stringify(key.jwk));
    witness = ['--anchors', path('anchors.jsonl'), '--key', path('key.json')];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('agrees on every intact and every attacked export, and on where', async () => {
    const pick = choices(5);
    const anchors = [250, 500, 750, 1_000].map((seq) => chain[seq - 1] as Head);
    const files = [put('intact.jsonl', chain)];
    const verdicts: Verdict[] = [await verify(chain, { anchors, sha256 })];
    for (const [name, attack] of Object.entries(attacks))
      for (let n = 0; n < 12; n++) {
        const attacked = attack(chain, pick(999), pick).chain;
        files.push(put(`${name.replaceAll(' ', '-')}-${n}.jsonl`, attacked));
        verdicts.push(await verify(attacked, { anchors, sha256 }));
      }
    const { stdout } = await run('python3', script, ...files, ...witness);
    const theirs = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ours = verdicts.map((verdict) =>
      verdict.kind === 'broken'
        ? verdict
        : {
            kind: 'intact',
            seq: verdict.head.seq,
            hash: Buffer.from(verdict.head.hash).toString('hex'),
            anchored: verdict.anchored,
          },
    );
    expect(theirs).toEqual(ours);
    expect(new Set(ours.map((verdict) => ('fault' in verdict ? verdict.fault : 'none')))).toEqual(
      new Set<Fault | 'none'>(['none', 'hash', 'previous', 'sequence', 'cut']),
    );
  }, 180_000);

  it('both commands read files only and refuse an anchor that somebody else signed', async () => {
    const file = put('mine.jsonl', chain);
    const command = join(import.meta.dirname, 'verify-export.ts');
    const ours = await run(process.execPath, '--no-warnings', command, file, ...witness);
    const theirs = await run('python3', script, file, ...witness);
    expect([ours.stderr, JSON.parse(ours.stdout)]).toEqual(['', JSON.parse(theirs.stdout)]);
    expect(JSON.parse(ours.stdout)).toMatchObject({ kind: 'intact', seq: 1_000, anchored: 1_000 });

    const stranger = await anchorKey({ read: async () => new Uint8Array(32).fill(7) });
    const forged = await stranger.sign(chain[499] as Head, 1);
    const { kid } = await anchorKey(seed);
    expect(await signedBy({ ...forged, kid }, (await anchorKey(seed)).jwk)).toBe(false);
    writeFileSync(path('forged.jsonl'), writeAnchor({ ...forged, kid }));
    const against = [file, '--anchors', path('forged.jsonl'), '--key', path('key.json')];
    const refusals = [
      await run(process.execPath, '--no-warnings', command, ...against),
      await run('python3', script, ...against),
    ];
    expect(refusals.map(({ code, stderr }) => [code, stderr.trim()])).toEqual(
      Array(2).fill([2, 'Not judged: anchor 500 is not signed by this key']),
    );
  }, 180_000);
});

describe('the form', () => {
  it('is what README.md says, byte for byte', async () => {
    const body = new Uint8Array([0x7b, 0x7d]);
    const bytes = leafBytes({ seq: 1, at: 2, organisation: tenants[1] as string, body });
    expect(Buffer.from(bytes).toString('hex')).toBe(
      `${Buffer.from('lavbytes-audit-1').toString('hex')}0000000000000001000000000000000201900000000070008000000000000` +
        '00a7b7d',
    );
    const head = await follow(genesis, await webSha256(bytes));
    expect(head.hash).toEqual(sha256(linkBytes(genesis.hash, sha256(bytes))));
  });

  it('refuses what is no line, as a fault of that place', async () => {
    const [first] = makeChain(1) as [Entry];
    const good = writeLine(first);
    const bad = [
      '',
      '{}',
      'null',
      '[]',
      good.slice(1),
      good.replace('"at":', '"at":"'),
      good.replace(/"hash":"../, '"hash":"'),
    ];
    bad.push(
      good.replace('"organisation":null', '"organisation":"x"').replace(/01900000-/, 'x'),
      good.toUpperCase(),
    );
    for (const text of bad) {
      const lines = (function* () {
        yield readLine(text);
      })();
      expect([text, await verify(lines, { sha256: sha256 as Sha256 })]).toEqual([
        text,
        { kind: 'broken', seq: 1, fault: 'form', since: 0 },
      ]);
    }
  });
});
