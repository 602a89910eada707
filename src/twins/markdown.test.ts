import { describe, expect, test } from 'vitest';
import { parts, views } from '../architecture/model.ts';
import type { Place } from './components.ts';
import { toMarkdown } from './markdown.ts';

const place: Place = {
  file: 'content/pages/sample.mdx',
  decisions: [
    {
      id: '0001-a',
      title: 'A',
      sections: ['security'],
      chose: 'one | two',
      against: 'three',
      costs: 'four',
    },
    { id: '0002-b', title: 'B', sections: ['cloud'], chose: 'five', against: 'six', costs: 'seven' },
  ],
  sections: [{ number: '01', title: 'Web', slug: 'web-stack', sentence: 'A sentence.' }],
};
const text = (mdx: string) => toMarkdown(mdx, place).trim();

describe('what stays as it is', () => {
  test.each([
    'Plain *emphasis* and `code` — “quotes”, 90 %.',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '```ts\nconst x = <Part id="a">{y}</Part>;\n```',
    'Inline `<Part id="a">` is code.',
    '1. one\n2. two\n   - three',
  ])('%s', (mdx) => expect(text(mdx)).toBe(mdx));
});

describe('components', () => {
  test('a part becomes a link, inside emphasis and lists too', () => {
    expect(
      text(
        'See <Part id="redis">the *cache*</Part>, **<Part id="redis" />**.\n\n- <Part id="redis">Redis</Part>',
      ),
    ).toBe(
      'See [the *cache*](/web-stack/#request-lifecycle/redis), **[Redis](/web-stack/#request-lifecycle/redis)**.\n\n- [Redis](/web-stack/#request-lifecycle/redis)',
    );
  });

  test('a note is quoted, with the parts in it', () => {
    expect(text('<Note>\nNot *yet* <Part id="redis">here</Part>.\n\nSecond.\n</Note>')).toBe(
      '> Not *yet* [here](/web-stack/#request-lifecycle/redis).\n>\n> Second.',
    );
  });

  test('a diagram brings its title, caption, parts, relations, steps and Mermaid', () => {
    const diagram = text('<Diagram view="request-lifecycle" />');
    const view = views['request-lifecycle'];
    expect(diagram).toContain(`### ${view.figure}: ${view.title}`);
    expect(diagram).toContain(view.caption);
    for (const id of view.parts) expect(diagram).toContain(`/web-stack/#request-lifecycle/${id})`);
    for (const { text: step } of view.steps) expect(diagram).toContain(step);
    expect(diagram).toContain('| From | What happens | To |');
    expect(diagram).toMatch(/```mermaid\nflowchart/);
  });

  test('failures and sources are tables with a row for each part', () => {
    const rows = (table: string) => table.split('\n').length - 2;
    const count = views['security-layers'].parts.length;
    expect(rows(text('<Failures view="security-layers" />'))).toBe(count);
    expect(rows(text('<Sources view="security-layers" />'))).toBe(count);
    expect(text('<Sources view="request-lifecycle" />')).toContain(`\`${parts.redis.home}\``);
  });

  test('decisions of a section only, with bars escaped', () => {
    const table = text('<Decisions section="security" />');
    expect(table).toContain('| [A](/decisions/0001-a/) | one \\| two | three | four |');
    expect(table).not.toContain('0002-b');
    expect(text('<Decisions />')).toContain('0002-b');
  });

  test('sections are a list', () => {
    expect(text('<Sections />')).toBe('- [01 Web](/web-stack/): A sentence.');
  });

  test('a source file is a fence in its language, read from the repository', () => {
    const fence = text('<SourceFile path="src/headers.ts" region="csp" />');
    expect(fence).toMatch(/^`src\/headers\.ts`, region `csp`:\n\n```ts\n[\s\S]+\n```$/);
    expect(fence).toContain("'default-src'");
    expect(fence).not.toContain('#region');
  });

  test('comments and imports leave nothing', () => {
    expect(text("import X from './x.ts';\n\nBefore {/* a comment */}after.\n\n{/* another */}")).toBe(
      'Before after.',
    );
  });
});

describe('what stops the build', () => {
  test('a component without a text form, with file, line and the nearest name', () => {
    expect(() => text('One.\n\n<Diagramm view="x" />')).toThrow(
      /sample\.mdx:3: unknown component "<Diagramm>"; the nearest is "<Diagram>"/,
    );
  });
  test('a part and a diagram that do not exist', () => {
    expect(() => text('<Part id="rediss">x</Part>')).toThrow(/unknown part "rediss".*"redis"/);
    expect(() => text('<Diagram view="request-lifecycl" />')).toThrow(/nearest is "request-lifecycle"/);
    expect(() => text('<SourceFile path="src/header.ts" />')).toThrow(/nearest is "src\/headers\.ts"/);
  });
});
