import { describe, expect, it } from 'vitest';
import { decisions, pages } from '../front-matter.ts';
import { checkDocument, type Known } from './checks.ts';
import { readDocument, readLinks } from './document.ts';
import { frontMatterFaults } from './front-matter-error.ts';
import { contentFaults } from './integration.ts';
import { takeRegion } from './region.ts';

const known: Known = {
  parts: ['redis', 'postgres', 'waf'],
  views: { 'request-lifecycle': { page: '/web-stack/', parts: ['redis', 'postgres'], steps: 3 } },
  sections: ['web-stack', 'security'],
  pages: new Map([
    ['/', []],
    ['/web-stack/', ['what-fails']],
    ['/security/', ['six-layers']],
  ]),
  addresses: ['/llms.txt', '/security.md'],
  ids: ['main'],
};

const file = 'content/pages/web-stack.mdx';
const check = (source: string) =>
  checkDocument(readDocument(file, source), '/web-stack/', known).map(
    ({ file: where, line, message }) => `${where}:${line}: ${message}`,
  );

describe('content that names something unknown', () => {
  it.each([
    [
      '---\ntitle: x\n---\n\nSee <Part id="rediss">Redis</Part>.',
      '5: unknown part "rediss"; the nearest is "redis"',
    ],
    [
      '\n<Diagram view="request-lifecycl" />',
      '2: unknown diagram "request-lifecycl"; the nearest is "request-lifecycle"',
    ],
    ['<Failures view="x" />', '1: unknown diagram "x"; the nearest is "request-lifecycle"'],
    ['<Decisions section="securty" />', '1: unknown section "securty"; the nearest is "security"'],
    ['A [link](/securty/).', '1: unknown page "/securty/"; the nearest is "/security/"'],
    ['A [link](/security).', '1: unknown page "/security"; the nearest is "/security/"'],
    [
      'A [link](/security/#six-layer).',
      '1: unknown place on /security/ "#six-layer"; the nearest is "#six-layers"',
    ],
    [
      'A [link](#request-lifecycle/redi).',
      '1: unknown place on /web-stack/ "#request-lifecycle/redi"; the nearest is "#request-lifecycle/redis"',
    ],
    [
      'A [link](#request-lifecycle/step-4).',
      '1: unknown place on /web-stack/ "#request-lifecycle/step-4"; the nearest is "#request-lifecycle/step-1"',
    ],
    ['A [link](security/).', '1: the link "security/" must start with "/", "#" or "https:"'],
    ['<a href="/securty/">x</a>', '1: unknown page "/securty/"; the nearest is "/security/"'],
    ['---\nnext: securty\n---\n', '2: unknown page "securty"; the nearest is "security"'],
    [
      '---\nledger:\n  - view: request-lifecycle\n    part: waf\n---\n',
      '4: unknown part of request-lifecycle "waf"; the nearest is "redis"',
    ],
    [
      '<SourceFile path="src/nearst.ts" />',
      '1: unknown source file "src/nearst.ts"; the nearest is "src/nearest.ts"',
    ],
    [
      '<SourceFile path="../etc/passwd" />',
      expect.stringMatching(/^1: unknown source file "\.\.\/etc\/passwd"; the nearest is /),
    ],
  ])('%j', (source, message) => {
    const [fault, ...more] = check(source);
    expect(more).toEqual([]);
    expect(fault?.slice(file.length + 1)).toEqual(message);
  });

  it('passes over code, and accepts what there is', () => {
    const source = [
      '# What fails · and how',
      '`<Part id="x">` [a](/#) [b](/security/#six-layers) [c](#request-lifecycle/step-3) [d](#what-fails)',
      '[e](#main) [f](/llms.txt) [g](https://x.y/z) [h](mailto:a@b.c)',
      '```tsx',
      '<Diagram view="x" />',
      '```',
    ].join('\n');
    expect(check(source)).toEqual([]);
  });

  it('knows the ids that headings get', () => {
    const { ids } = readDocument(
      file,
      '## Authentication · API *protection*\n\n## A — b\n\n## A — b\n\n## What’s next?\n',
    );
    expect(ids).toEqual(['authentication--api-protection', 'a--b', 'a--b-1', 'whats-next']);
  });

  it('reads the links of a YAML file', () => {
    const document = readLinks('content/interface.yaml', 'nav:\n  - label: x\n    href: /securty/\n');
    expect(checkDocument(document, null, known)).toEqual([
      {
        file: 'content/interface.yaml',
        line: 3,
        message: 'unknown page "/securty/"; the nearest is "/security/"',
      },
    ]);
  });
});

describe('front matter', () => {
  const said = (front: string, schema = pages as Parameters<typeof frontMatterFaults>[2]) =>
    frontMatterFaults('x.mdx', `---\n${front}\n---\n`, schema).map(
      ({ line, message }) => `${line}: ${message}`,
    );
  const good = `title: A\nnav: A\ndescription: ${'long enough '.repeat(5)}\norder: 1`;

  it('accepts what the schema does', () => expect(said(good)).toEqual([]));

  it('names an unknown field and the nearest one', () => {
    expect(said(`${good}\ndescripton: x`)).toEqual([
      '6: unknown front matter field "descripton"; the nearest is "description"',
    ]);
    expect(
      said(
        `${good}\nledger:\n  - what: a\n    where: b\n    outcome: c\n    view: d\n    part: e\n    prt: f`,
      ),
    ).toEqual(['12: unknown front matter field "prt"; the nearest is "part"']);
  });

  it('says what is wrong with a known field, and where', () => {
    expect(said(good.replace('order: 1', 'order: first'))).toEqual([
      '5: front matter field "order": Invalid input: expected number, received string',
    ]);
    expect(said('title: x\nstatus: acepted', decisions)).toContain(
      '3: front matter field "status": Invalid option: expected one of "accepted"|"superseded"',
    );
    expect(said('title: "x')[0]).toMatch(/^\d+: the front matter is not YAML: /);
  });
});

describe('a region', () => {
  const source = [
    'import x;',
    '',
    '  // #region one',
    '  const a = 1;',
    '    // #region two',
    '    b();',
    '    // #endregion',
    '',
    '  // #endregion',
    'c();',
    '',
  ].join('\n');

  it('keeps the numbers of the file, without markers and shared indentation', () => {
    expect(takeRegion('a.ts', source, 'one')).toEqual({ lines: ['const a = 1;', '  b();'], numbers: [4, 6] });
    expect(takeRegion('a.ts', source, 'two')).toEqual({ lines: ['b();'], numbers: [6] });
    expect(takeRegion('a.ts', source)).toMatchObject({ numbers: [1, 2, 4, 6, 8, 10] });
  });

  it.each([
    '# region a\nx\n# endregion',
    '# #region a\nx\n# #endregion',
    '-- region a\nx\n-- endregion',
    '/* #region a */\nx\n/* #endregion */',
  ])('may be marked as in %j', (text) =>
    expect(takeRegion('a', text, 'a')).toEqual({ lines: ['x'], numbers: [2] }),
  );

  it('says the nearest name, or that it does not end', () => {
    expect(takeRegion('a.ts', source, 'on')).toEqual({
      fault: 'unknown region of a.ts "on"; the nearest is "one"',
    });
    expect(takeRegion('a.ts', 'x', 'on')).toEqual({
      fault: 'unknown region of a.ts "on"; there is none yet',
    });
    expect(takeRegion('a.ts', '// #region a', 'a')).toEqual({
      fault: 'the region "a" of a.ts has no #endregion',
    });
  });
});

describe('this repository', () => {
  it('names nothing that is not there', () => expect(contentFaults({ pages, decisions })).toEqual([]));
});
