import { mdxToJs } from 'satteri';
import { describe, expect, it } from 'vitest';
import { claimParagraphs } from './claim-paragraphs.ts';

const alone = '## A heading\n\n<Claim id="a">It is **so**.</Claim>\n<Claim id="b">It stays so.</Claim>\n';
const compiled = async (source: string, mdastPlugins = [claimParagraphs]) =>
  (await mdxToJs(source, { mdastPlugins })).code;
const paragraphs = (js: string) => js.match(/_components\.p,/g)?.length ?? 0;

describe('a paragraph of nothing but claims', () => {
  it('is a paragraph', async () => {
    expect(paragraphs(await compiled(alone))).toBe(2);
  });

  it('would be none by itself', async () => {
    expect(paragraphs(await compiled(alone, []))).toBe(0);
  });

  it('and what stands in a list, or among words, stays as it is', async () => {
    const within = '- <Claim id="a">It is so.</Claim>\n';
    expect(await compiled(within)).toBe(await compiled(within, []));
    const among = '<Claim id="a">It is so.</Claim>\nAnd more.\n';
    expect(await compiled(among)).toBe(await compiled(among, []));
  });
});
