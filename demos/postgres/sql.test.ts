// Cutting scripts, psql's commands, sheets, and what they say when they cannot.
import { describe, expect, it } from 'vitest';
import { placeIn, type ReadSheet, readSheet } from './csv.ts';
import { command } from './psql.ts';
import { scriptOf } from './script.ts';
import { lineOf, pieceAt, split, wordsOf } from './split.ts';

const texts = (sql: string) => split(sql).map(({ text }) => text);

describe('a script is cut', () => {
  it.each<[string, string[]]>([
    ['select 1; select 2', ['select 1', 'select 2']],
    [';; ;select 1;;', ['select 1']],
    [`select ';'; select 'it''s; ok'`, [`select ';'`, `select 'it''s; ok'`]],
    [`select e'\\';'; select 2`, [`select e'\\';'`, 'select 2']],
    [`select '\\'; select 2`, [`select '\\'`, 'select 2']],
    ['select "a;""b"; select 2', ['select "a;""b"', 'select 2']],
    ['select $$;$$; select $a$ $$;$b$ $a$; x', ['select $$;$$', 'select $a$ $$;$b$ $a$', 'x']],
    ['select $1; select a$b$;', ['select $1', 'select a$b$']],
    ['-- a; b\nselect 1; -- c', ['select 1']],
    ['/* ; /* ; */ ; */ select 1; /* open', ['select 1']],
    ['select 1 -- ;\n + 2; x', ['select 1 -- ;\n + 2', 'x']],
    [
      'create rule r as on insert to t do (select 1; select 2); x',
      ['create rule r as on insert to t do (select 1; select 2)', 'x'],
    ],
    [
      'create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 3',
      [
        'create function f() returns int begin atomic select 1; select case when true then 2 end; end',
        'select 3',
      ],
    ],
    ['do $$ begin perform 1; end $$; begin; commit', ['do $$ begin perform 1; end $$', 'begin', 'commit']],
    ["select 'never closed; select 2", ["select 'never closed; select 2"]],
    ['\\d users\nselect 1;\n\\x', ['\\d users', 'select 1', '\\x']],
    ['   \n -- only a comment\n', []],
  ])('%s', (sql, pieces) => expect(texts(sql)).toEqual(pieces));

  it('and every piece stands where it says', () => {
    const sql = `-- first\n select 1;\n\n  select 'ü🂡';\\dt\n select $$ ; $$ `;
    for (const { text, at } of split(sql)) expect(sql.slice(at, at + text.length)).toBe(text);
    expect(split(sql)).toHaveLength(4);
    expect(lineOf(sql, split(sql)[1]?.at ?? 0)).toBe(4);
  });

  it('COPY takes its lines with it, semicolons and all', () => {
    const dump = `COPY public.t (a) FROM stdin;\n1;\n\\N\n\\.\n\nselect 2;`;
    expect(split(dump)).toMatchObject([
      { kind: 'copy', data: '1;\n\\N\n' },
      { kind: 'statement', text: 'select 2' },
    ]);
    expect(split(`copy t from 'file'; select 1`)).toMatchObject([
      { kind: 'statement' },
      { kind: 'statement' },
    ]);
    expect(wordsOf('copy /* from */ t -- x\n from stdin')).toEqual(['copy', 't', 'from', 'stdin']);
  });

  it('the piece around the cursor is found', () => {
    const pieces = split('select 1; select 2');
    expect([0, 8, 9, 12, 99].map((at) => pieceAt(pieces, at)?.text)).toEqual([
      'select 1',
      'select 1',
      'select 1',
      'select 2',
      'select 2',
    ]);
    expect(pieceAt([], 3)).toBe(undefined);
  });

  it('whatever it is: no text is lost, and it always ends', () => {
    const atoms = [
      "'",
      '"',
      '$$',
      '$a$',
      '--',
      '/*',
      '*/',
      ';',
      '\\',
      '\n',
      '(',
      ')',
      'begin',
      ' atomic ',
      'end',
      'x',
      'é',
      '🂡',
      "e'",
    ];
    let seed = 7;
    const next = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed;
    };
    for (let round = 0; round < 2_000; round++) {
      const sql = Array.from({ length: next() % 14 }, () => atoms[next() % atoms.length]).join('');
      let end = 0;
      for (const { text, at, kind } of split(sql)) {
        expect(at).toBeGreaterThanOrEqual(end);
        if (kind === 'statement') expect(sql.slice(at, at + text.length)).toBe(text);
        end = at + text.length;
      }
      expect(end).toBeLessThanOrEqual(sql.length);
    }
  });
});

describe('psql’s commands', () => {
  it('are queries, switches or words', () => {
    expect(command('\\dt')).toMatchObject({ kind: 'queries', queries: [{ title: 'Tables' }] });
    expect(command('\\d+ users')).toMatchObject({
      kind: 'queries',
      queries: [{ title: 'users' }, {}, {}, {}, {}, {}],
    });
    expect(command('\\x')).toEqual({ kind: 'toggle', which: 'expanded', to: null });
    expect(command('\\timing off')).toEqual({ kind: 'toggle', which: 'timing', to: false });
    expect(command('\\?')).toMatchObject({ kind: 'says', text: expect.stringContaining('\\df') });
    for (const unknown of ['\\q', '\\constructor', '\\__proto__', '\\!'])
      expect(command(unknown)).toMatchObject({
        kind: 'says',
        text: expect.stringContaining('does not know'),
      });
  });

  it('never let a name become SQL', () => {
    for (const text of [`\\d users'); drop table users; --`, `\\dt x' or '1'='1`]) {
      const found = command(text);
      const sql = found.kind === 'queries' ? found.queries.map((one) => one.sql).join('\n;\n') : '';
      // Outside of quotes there is no semicolon but ours between them.
      expect(texts(sql)).toHaveLength(found.kind === 'queries' ? found.queries.length : 0);
      expect(wordsOf(sql, 1_000)).not.toContain('drop');
    }
  });

  it('switch what follows them in the script, and stay', () => {
    const { parts, switches } = scriptOf('select 1; \\x\nselect 2; \\timing\nselect 3', {
      expanded: false,
      timing: true,
    });
    expect(
      parts.map((part) => (part.kind === 'query' ? [part.query.expanded, part.query.timing] : part.text)),
    ).toEqual([[false, true], 'Expanded display is on.', [true, true], 'Timing is off.', [true, false]]);
    expect(switches).toEqual({ expanded: true, timing: false });
  });
});

describe('a sheet', () => {
  const read = (text: string, taken: readonly string[] = []) =>
    readSheet('My  Sheet.csv', text, new Set(taken));
  const sheet = (text: string): ReadSheet => {
    const found = read(text);
    if (found.kind === 'refused') throw new Error(found.why);
    return found.sheet;
  };

  it('has names that need no quotes, and types that fit every value', () => {
    const found = sheet(
      '\ufeffId,Größe,Größe,When,Day,Ok,Big,,007\n1,1.5,,2026-11-23 10:00,2026-01-31,true,12345678901,x,007\n-2,2,,2026-11-23T10:00:00Z,2026-02-01,FALSE,1,,1\n',
    );
    expect(found.table).toBe('my_sheet');
    expect(found.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id integer',
      'gro_e numeric',
      'gro_e_2 text',
      'when timestamptz',
      'day date',
      'ok boolean',
      'big bigint',
      'column text',
      'column_007 text',
    ]);
    expect(found.csv.split('\n')[0]).toBe(
      '"1","1.5",,"2026-11-23 10:00","2026-01-31","true","12345678901","x","007"',
    );
    const other = read('a\n1\n', ['my_sheet']);
    expect(other.kind === 'sheet' && other.sheet.table).toBe('my_sheet_2');
  });

  it('names the line of what is wrong', () => {
    const why = (text: string) => {
      const found = read(text);
      return found.kind === 'refused' ? found.why : 'taken';
    };
    expect(why('')).toContain('no rows');
    expect(why('a,b\n')).toContain('no rows');
    expect(why('a,b\n1,2\n\n"x\ny",3\n4,5,6\n')).toContain('Line 6 has 3 values');
    expect(why('a,b\n1,2\n3,"4\n')).toContain('Line 3');
  });

  it('knows the file’s line of an error in what was sent', () => {
    const found = sheet('a,b\n1,"x\ny"\n\n2,z\n3,w\n');
    expect(found.lines).toEqual([2, 5, 6]);
    expect(placeIn(found, 'COPY t, line 3, column a: "2"')).toBe('Line 5, column a');
    expect(placeIn(found, 'COPY t, line 4')).toBe('Line 6');
    expect(placeIn(found, null)).toBe(null);
  });
});
