// The import table, executed over every file, and proof that each of its rows can fail.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codeFiles, importsIn, importsOf } from './import-scan.ts';
import { refusal, table } from './import-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = codeFiles(root);

describe('the import table', () => {
  it('holds for every import of every file', () => {
    expect(files).toContain('infra/local/serve.ts');
    const refused = files.flatMap((from) =>
      importsIn(root, from)
        .map((target) => refusal(from, target))
        .filter((reason) => reason !== undefined),
    );
    expect(refused).toEqual([]);
  });

  it.each(table)('$room: refuses a planted violation', ({ room, refuses, allows }) => {
    expect(refusal(...refuses)).toContain(`${room} may not import this`);
    if (allows) expect(refusal(...allows)).toBeUndefined();
  });

  it('refuses a file that lies in no room', () => {
    expect(refusal('lib/thing.ts', 'npm:zod')).toContain('lies in no room');
  });
});

describe('what the reader’s browser loads', () => {
  it('comes from this repository alone: no package, no Node, no architecture model', () => {
    const seen = new Set(['src/client/start.ts']);
    for (const file of seen) {
      if (!/\.(ts|js)$/.test(file) || !existsSync(join(root, file))) continue;
      for (const target of importsIn(root, file, 'run')) seen.add(target);
    }
    expect([...seen].filter((target) => /^(npm|node|astro):|^src\/architecture\//.test(target))).toEqual([]);
  });
});

describe('the scanner', () => {
  it('sees every way to import', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from '../b.ts';",
      "export * from './c.ts';",
      "const d = () => import('./d.ts');",
      "type E = import('./e.ts').E;",
      "const f = import.meta.glob(['./f/*.ts', './g/*.ts'], { eager: true });",
      "new Worker(new URL('./h.worker.ts', import.meta.url));",
      "const raw = import('./i.ts?raw');",
      "import fs from 'fs'; import zod from 'zod/v4'; import x from '@scope/x/y.js'; import api from '#api/app.ts';",
      "// import no from './comment.ts'",
      'const text = "import no from \'./string.ts\'";',
    ].join('\n');
    expect(importsOf('src/room/file.ts', text)).toEqual([
      'src/room/a.ts',
      'src/b.ts',
      'src/room/c.ts',
      'src/room/d.ts',
      'src/room/e.ts',
      'src/room/f/*.ts',
      'src/room/g/*.ts',
      'src/room/h.worker.ts',
      'src/room/i.ts?raw',
      'node:fs',
      'npm:zod',
      'npm:@scope/x',
      'demos/reference-api/app.ts',
    ]);
    const run = importsOf('src/room/file.ts', text, 'run');
    expect(run).toContain('src/room/c.ts');
    for (const type of ['src/b.ts', 'src/room/e.ts']) expect(run).not.toContain(type);
  });

  it('reads the front matter and scripts of .astro, and the import lines of .mdx', () => {
    const astro =
      "---\nimport A from './A.astro';\n---\n<p>import x from 'y'</p>\n<script>\nimport './b.ts';\n</script>\n";
    expect(importsOf('src/Page.astro', astro)).toEqual(['src/A.astro', 'src/b.ts']);
    const mdx =
      "---\ntitle: T\n---\nimport V from '#demos/d/V.tsx';\n\n```ts\nimport no from 'no';\n```\n\nimport is a word.\n";
    expect(importsOf('content/pages/p.mdx', mdx)).toEqual(['demos/d/V.tsx']);
  });
});
