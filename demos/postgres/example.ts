// The example table: 50,000 shipments of both organisations, under the same row security as the API's tables. The same rows each
// time: nothing in it is random. It has no index but its primary key, so that making one shows.

export const exampleRows = 50_000;

export const exampleTable = `
create table shipments (
  id integer primary key,
  organisation_id uuid not null references organisations,
  customer text not null,
  status text not null check (status in ('ordered', 'packed', 'sent', 'delivered')),
  placed_on date not null,
  price numeric(8, 2) not null check (price >= 0)
);
insert into shipments
  select n, (array['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'])[1 + (n % 5) / 3]::uuid,
    'customer ' || (n::bigint * 7919) % 2003,
    (array['ordered', 'packed', 'sent', 'delivered'])[1 + (n::bigint * 104729 / 97) % 4],
    date '2024-01-01' + ((n::bigint * 31) % 900)::integer,
    ((n::bigint * 104729) % 90000) / 100.0 + 5
  from generate_series(1, ${exampleRows}) n;
alter table shipments enable row level security;
alter table shipments force row level security;
create policy own_organisation on shipments to lavbytes_app using (organisation_id = api.organisation());
grant select on shipments to lavbytes_app;
analyze shipments`;
