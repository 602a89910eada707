// Judges an export of the chain: does each entry follow from the one before, and does the chain still pass through the anchors?
// The chain alone finds edits. A tail that was cut off, or a history rewritten to its end, is found by the anchors only.
import {
  type Fields,
  genesis,
  type Head,
  leafBytes,
  linkBytes,
  type Sha256,
  sameBytes,
  webSha256,
} from './chain.ts';

interface Link {
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
}

/** An entry as exported; withheld ones (another organisation's) show their leaf instead of their content. */
export type Line = (Fields & Link) | ({ readonly seq: number; readonly leaf: Uint8Array } & Link);

/** What is wrong at `seq`, the first place that does not follow. */
export type Fault =
  /** The line cannot be read. */
  | 'form'
  /** Another sequence number than the next one. */
  | 'sequence'
  /** The hash before is not that of the entry before. */
  | 'previous'
  /** Its hash is not made from its content. */
  | 'hash'
  /** An anchor has another hash here: history was rewritten here or before, after `since`. */
  | 'anchor'
  /** An anchor tells of entries that are not there. */
  | 'cut';

export type Verdict =
  /** `anchored`: up to where an anchor vouches; what comes after could still be rewritten by whoever owns the database. */
  | { readonly kind: 'intact'; readonly head: Head; readonly anchored: number }
  | { readonly kind: 'broken'; readonly seq: number; readonly fault: Fault; readonly since: number };

export interface Verifying {
  /** Heads whose signatures were checked (anchor.ts); in any order. */
  readonly anchors?: readonly Head[];
  /** Where the export begins, for a part of the chain; it must be a head that is trusted already. */
  readonly from?: Head;
  readonly sha256?: Sha256;
}

export async function verify(
  lines: AsyncIterable<Line> | Iterable<Line>,
  { anchors = [], from = genesis, sha256 = webSha256 }: Verifying = {},
): Promise<Verdict> {
  const vouched = new Map(anchors.map((anchor) => [anchor.seq, anchor.hash]));
  const furthest = anchors.reduce((most, { seq }) => Math.max(most, seq), 0);
  let head = from;
  let anchored = from.seq;
  const broken = (fault: Fault): Verdict => ({ kind: 'broken', seq: head.seq + 1, fault, since: anchored });

  try {
    for await (const line of lines) {
      if (line.seq !== head.seq + 1) return broken('sequence');
      if (!sameBytes(line.previous, head.hash)) return broken('previous');
      const leaf = 'leaf' in line ? line.leaf : await sha256(leafBytes(line));
      if (!sameBytes(await sha256(linkBytes(head.hash, leaf)), line.hash)) return broken('hash');
      const anchor = vouched.get(line.seq);
      if (anchor !== undefined) {
        if (!sameBytes(anchor, line.hash)) return broken('anchor');
        anchored = line.seq;
      }
      head = { seq: line.seq, hash: line.hash };
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return broken('form');
    throw error;
  }
  if (furthest > head.seq) return broken('cut');
  return { kind: 'intact', head, anchored };
}
