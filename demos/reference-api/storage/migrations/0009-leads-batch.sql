-- As in 0007, chosen in a WITH, which runs once: inside an IN, PostgreSQL may choose anew for each row and so take more than `most`,
-- and who has taken more than it can send in time gives some of it to another one, who sends it as well.
create or replace function leads.take_due(moment timestamptz, until timestamptz, most integer)
  returns table (id uuid, organisation uuid, reference text, sealed bytea, at timestamptz, attempts integer)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  with chosen as materialized (
      select d.id from public.leads d where d.next_try <= moment order by d.next_try, d.id limit most for update skip locked)
  update public.leads l set next_try = until, attempts = l.attempts + 1 from chosen where l.id = chosen.id
    returning l.id, l.organisation_id, l.reference, l.sealed, l.at, l.attempts
$$;
