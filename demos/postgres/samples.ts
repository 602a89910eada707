// Where to begin: each a script that shows one thing, with the role that it is for.
import type { RoleId } from './roles.ts';

export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly role: RoleId;
  readonly sql: string;
}

export const samples: readonly Sample[] = [
  {
    id: 'tenant',
    title: 'What one tenant’s member sees',
    role: 'aster',
    sql: `-- No condition names a tenant. Row security adds it.
-- Run it, then change the role and run it again.
select title, department, classification
from documents
order by title;`,
  },
  {
    id: 'plan',
    title: 'A slow query, an index, a fast query',
    role: 'owner',
    sql: `-- 50,000 shipments and no index on the customer.
-- Press Explain, pin the plan, run the next line, press Explain on the first again.
select * from shipments where customer = 'customer 1234' order by placed_on;

create index on shipments (customer, placed_on);`,
  },
  {
    id: 'estimate',
    title: 'When the planner is wrong',
    role: 'owner',
    sql: `-- A table that has just been filled has no statistics: compare expected with actual rows.
create table readings as
  select n as id, n % 3 = 0 as faulty, (n % 3) * 10 as code from generate_series(1, 20000) n;
explain (analyze, buffers, format json) select * from readings where faulty and code = 0;
analyze readings;
explain (analyze, buffers, format json) select * from readings where faulty and code = 0;`,
  },
  {
    id: 'superuser',
    title: 'The superuser trap',
    role: 'owner',
    sql: `-- Row security is on, and forced for the owner too. A superuser passes it all the same:
-- an application that connects as one has no row security at all.
select relname, relrowsecurity, relforcerowsecurity from pg_class where relname in ('documents', 'shipments');
select current_user, rolsuper, rolbypassrls from pg_roles where rolname = current_user;
select count(*) as "rows that a superuser sees" from documents;
set role lavbytes_app;
select count(*) as "rows that the application sees, nobody entered" from documents;
reset role;`,
  },
  {
    id: 'describe',
    title: 'Look around',
    role: 'owner',
    sql: String.raw`\dt
\d documents
\df enter
\du`,
  },
  {
    id: 'report',
    title: 'A report with totals',
    role: 'owner',
    sql: `select o.name, s.status, count(*) as shipments, sum(s.price) as value,
  round(100 * sum(s.price) / sum(sum(s.price)) over (partition by o.name), 1) as "% of its organisation"
from shipments s join organisations o on o.id = s.organisation_id
group by rollup (o.name, s.status)
order by o.name nulls last, s.status nulls last;`,
  },
];

export const firstSample = samples[0] as Sample;
