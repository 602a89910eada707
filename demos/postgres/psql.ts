// psql's commands, as queries to the catalogue. Names given to them are looked up by PostgreSQL itself (to_regclass), so they
// follow the search path and its quoting.

export interface Query {
  readonly title: string;
  readonly sql: string;
  /** Said in place of an empty table; absent: an empty table is left out. */
  readonly empty?: string;
}

export type Command =
  | { readonly kind: 'queries'; readonly queries: readonly Query[] }
  | { readonly kind: 'toggle'; readonly which: 'expanded' | 'timing'; readonly to: boolean | null }
  | { readonly kind: 'says'; readonly text: string };

export const help = [
  ['\\d', 'tables, views and sequences'],
  ['\\d name', 'one of them: columns, indexes, constraints, policies, triggers'],
  ['\\dt  \\dv  \\di  \\dn', 'tables, views, indexes, schemas'],
  ['\\df [name]', 'functions'],
  ['\\du', 'roles'],
  ['\\dp [name]', 'who may do what, and the row security policies'],
  ['\\x', 'one row below the other, on and off'],
  ['\\timing', 'milliseconds beside each result, on and off'],
  ['\\?', 'this list'],
] as const;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** psql's pattern: * and ? stand for what they do in a file name. */
const like = (pattern: string): string =>
  literal(
    pattern
      .replaceAll(/[\\%_]/g, '\\$&')
      .replaceAll('*', '%')
      .replaceAll('?', '_'),
  );

const theirs = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'`;

const relations = (title: string, kinds: string, pattern: string): Command => ({
  kind: 'queries',
  queries: [
    {
      title,
      empty: pattern ? `No ${title.toLowerCase()} with the name ${pattern}.` : `No ${title.toLowerCase()}.`,
      sql: `select n.nspname as "Schema", c.relname as "Name",
  case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialised view'
    when 'i' then 'index' when 'S' then 'sequence' else c.relkind::text end as "Type",
  pg_get_userbyid(c.relowner) as "Owner"${kinds === "'i'" ? `, t.relname as "Table"` : ''},
  pg_size_pretty(pg_table_size(c.oid)) as "Size"
from pg_class c join pg_namespace n on n.oid = c.relnamespace${
        kinds === "'i'"
          ? '\n  join pg_index i on i.indexrelid = c.oid join pg_class t on t.oid = i.indrelid'
          : ''
      }
where c.relkind in (${kinds}) and ${pattern ? `c.relname like ${like(pattern)}` : theirs}
order by 1, 2`,
    },
  ],
});

/** @param name as it was written, quoted or not */
function describe(name: string): Command {
  const oid = `to_regclass(${literal(name)})`;
  return {
    kind: 'queries',
    queries: [
      {
        title: name,
        empty: `There is no table, view or index called ${name}.`,
        sql: `select a.attname as "Column", format_type(a.atttypid, a.atttypmod) as "Type",
  case when a.attnotnull then 'not null' else '' end as "Nullable", coalesce(pg_get_expr(d.adbin, d.adrelid), '') as "Default"
from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`,
      },
      {
        title: 'Indexes',
        sql: `select c.relname as "Name", pg_get_indexdef(c.oid) as "Definition",
  case when i.indisprimary then 'primary key' when i.indisunique then 'unique' else '' end as "Kind"
from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = ${oid} order by 1`,
      },
      {
        title: 'Constraints',
        sql: `select conname as "Name", pg_get_constraintdef(oid) as "Definition"
from pg_constraint where conrelid = ${oid} and contype in ('c', 'f', 'x') order by contype, conname`,
      },
      {
        title: 'Referenced by',
        sql: `select conrelid::regclass::text as "Table", conname as "Name", pg_get_constraintdef(oid) as "Definition"
from pg_constraint where confrelid = ${oid} and contype = 'f' order by 1, 2`,
      },
      {
        title: 'Row security policies',
        sql: `select polname as "Name", case when polpermissive then 'permissive' else 'restrictive' end as "Kind",
  case polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end as "For",
  pg_get_expr(polqual, polrelid) as "Using", pg_get_expr(polwithcheck, polrelid) as "With check"
from pg_policy where polrelid = ${oid} order by 2, 1`,
      },
      {
        title: 'Triggers',
        sql: `select tgname as "Name", pg_get_triggerdef(oid) as "Definition"
from pg_trigger where tgrelid = ${oid} and not tgisinternal order by 1`,
      },
    ],
  };
}

const listed: Readonly<Record<string, (name: string) => Command>> = {
  '\\d': (name) => (name ? describe(name) : relations('Relations', "'r', 'p', 'v', 'm', 'S'", '')),
  '\\dt': (name) => relations('Tables', "'r', 'p'", name),
  '\\dv': (name) => relations('Views', "'v', 'm'", name),
  '\\di': (name) => relations('Indexes', "'i'", name),
  '\\dn': () => ({
    kind: 'queries',
    queries: [
      {
        title: 'Schemas',
        sql: `select n.nspname as "Name", pg_get_userbyid(n.nspowner) as "Owner" from pg_namespace n where ${theirs} order by 1`,
      },
    ],
  }),
  '\\df': (name) => ({
    kind: 'queries',
    queries: [
      {
        title: 'Functions',
        empty: name ? `No function with the name ${name}.` : 'No functions.',
        sql: `select n.nspname as "Schema", p.proname as "Name", pg_get_function_result(p.oid) as "Result",
  pg_get_function_arguments(p.oid) as "Arguments",
  case p.prokind when 'a' then 'aggregate' when 'w' then 'window' when 'p' then 'procedure' else 'function' end as "Kind"
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where ${name ? `p.proname like ${like(name)}` : theirs} order by 1, 2, 4`,
      },
    ],
  }),
  '\\du': () => ({
    kind: 'queries',
    queries: [
      {
        title: 'Roles',
        sql: `select rolname as "Role", rolsuper as "Superuser", rolbypassrls as "Bypasses row security", rolcanlogin as "May sign in"
from pg_roles where rolname not like 'pg\\_%' order by 1`,
      },
    ],
  }),
  '\\dp': (name) => ({
    kind: 'queries',
    queries: [
      {
        title: 'Rights',
        empty: name ? `No table or view with the name ${name}.` : 'No tables.',
        sql: `select n.nspname as "Schema", c.relname as "Name", array_to_string(c.relacl, E'\\n') as "Rights",
  case when c.relforcerowsecurity then 'for all, the owner too' when c.relrowsecurity then 'for all but the owner' else 'none' end as "Row security",
  (select string_agg(polname, ', ' order by polname) from pg_policy where polrelid = c.oid) as "Policies"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm') and ${name ? `c.relname like ${like(name)}` : theirs} order by 1, 2`,
      },
    ],
  }),
};

const switched: Readonly<Record<string, 'expanded' | 'timing'>> = { '\\x': 'expanded', '\\timing': 'timing' };

export function command(text: string): Command {
  const [name = '', ...rest] = text.trim().split(/\s+/);
  const given = rest.join(' ').slice(0, 200);
  // A plus asks psql for more columns; here they are there already.
  const plain = name.replace(/[+S]+$/, '');
  const find = Object.hasOwn(listed, plain) ? listed[plain] : undefined;
  if (find) return find(given);
  const which = Object.hasOwn(switched, name) ? switched[name] : undefined;
  if (which) return { kind: 'toggle', which, to: given === 'on' ? true : given === 'off' ? false : null };
  if (name === '\\?') return { kind: 'says', text: help.map(([one, does]) => `${one}  ${does}`).join('\n') };
  return {
    kind: 'says',
    text: `This console does not know ${name.slice(0, 40)}. It knows ${help.map(([one]) => one.split(' ')[0]).join(' ')}. Write \\? for what they do.`,
  };
}
