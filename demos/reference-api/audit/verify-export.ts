// node demos/reference-api/audit/verify-export.ts ENTRIES.jsonl [--anchors ANCHORS.jsonl --key KEY.json]
// Reads files, nothing else: no database, no network. Ends with 0 when intact, 1 when broken, 2 when it cannot be judged.
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type Anchor, readAnchor } from './anchor-form.ts';
import { signedBy } from './anchor-key.ts';
import { readHeader, readLine } from './export-form.ts';
import { toHex } from './hex.ts';
import { nodeSha256 } from './sha256-node.ts';
import { type Line, verify } from './verify.ts';

/** Splits off the header, then gives one line after the other. */
async function open(path: string) {
  const texts = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  const first = await texts.next();
  const from = readHeader(first.done ? '' : first.value);
  async function* lines(): AsyncGenerator<Line> {
    for (let next = await texts.next(); !next.done; next = await texts.next()) yield readLine(next.value);
  }
  return { from, lines: lines() };
}

async function anchorsOf(path: string, keyPath: string): Promise<Anchor[]> {
  const key = JSON.parse(readFileSync(keyPath, 'utf8'));
  const anchors = readFileSync(path, 'utf8').split('\n').filter(Boolean).map(readAnchor);
  for (const anchor of anchors)
    if (!(await signedBy(anchor, key)))
      throw new RangeError(`anchor ${anchor.seq} is not signed by this key`);
  return anchors;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { anchors: { type: 'string' }, key: { type: 'string' } },
  });
  const [path] = positionals;
  if (path === undefined || (values.anchors === undefined) !== (values.key === undefined)) {
    console.error('Usage: verify-export.ts ENTRIES.jsonl [--anchors ANCHORS.jsonl --key KEY.json]');
    return 2;
  }
  try {
    const anchors = values.anchors && values.key ? await anchorsOf(values.anchors, values.key) : [];
    const { from, lines } = await open(path);
    if (
      from.seq > 0 &&
      !anchors.some(({ seq, hash: at }) => seq === from.seq && toHex(at) === toHex(from.hash))
    )
      throw new RangeError('the export begins in the middle, at a head that no anchor vouches for');
    const verdict = await verify(lines, { anchors, from, sha256: nodeSha256 });
    const { kind } = verdict;
    console.log(
      JSON.stringify(
        kind === 'intact'
          ? { kind, seq: verdict.head.seq, hash: toHex(verdict.head.hash), anchored: verdict.anchored }
          : verdict,
      ),
    );
    return kind === 'intact' ? 0 : 1;
  } catch (error) {
    console.error(`Not judged: ${error instanceof Error ? error.message : 'unknown fault'}`);
    return 2;
  }
}

process.exitCode = await main();
