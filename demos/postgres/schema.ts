// The live schema: for the tree beside the editor, and for completion in it.

export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly rowSecurity: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly key: boolean }[];
  readonly indexes: readonly string[];
}

/** One row with one JSON value, so that it crosses the protocol as it is. */
export const schemaQuery = `
select coalesce(json_agg(r order by r.schema desc, r.name), '[]') from (
  select n.nspname as schema, c.relname as name,
    case when c.relkind in ('v', 'm') then 'view' else 'table' end as kind, c.relrowsecurity as "rowSecurity",
    coalesce((select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'key', exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)))
        order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]') as columns,
    coalesce((select json_agg(x.relname order by x.relname) from pg_index i join pg_class x on x.oid = i.indexrelid
      where i.indrelid = c.oid), '[]') as indexes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema')
    and n.nspname not like 'pg\\_toast%'
) r`;

/** For the editor: tables with their columns; those outside "public" by their schema too. */
export function completions(relations: readonly Relation[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    relations.map(({ schema, name, columns }) => [
      schema === 'public' ? name : `${schema}.${name}`,
      columns.map((column) => column.name),
    ]),
  );
}
