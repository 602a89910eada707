-- Leads: what somebody writes to an organisation before they are anybody here. Who writes has no account and so no scope;
-- lavbytes_leads, a role that nobody logs in as, does what the narrow functions below say, and the admins of the organisation
-- that is written to read the rows under row security. The text is sealed; the address is kept as a keyed hash.
do $$
begin
  begin
    create role lavbytes_leads nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  exception when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, 'lavbytes_leads', 'set') then
    execute format('grant lavbytes_leads to %I', current_user);
  end if;
end
$$;
create schema leads;
grant usage on schema leads to lavbytes_app;
grant usage on schema public to lavbytes_leads;

create table leads (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  -- The Idempotency-Key, which the form keeps with its draft: one key, one lead.
  key text not null unique check (length(key) between 8 and 128),
  -- SHA-256 over what was written: the same key with another text is refused.
  fingerprint bytea not null check (length(fingerprint) = 32),
  reference text not null unique,
  -- The proof of work that paid for it: each pays once.
  nonce text not null unique check (length(nonce) between 16 and 128),
  -- HMAC-SHA-256 of the address in lower case: finds a person's leads for them, tells nobody the address.
  person bytea not null check (length(person) = 32),
  sealed bytea not null,
  at timestamptz not null,
  delete_after timestamptz not null,
  -- Of the notification: null once it was sent or given up.
  next_try timestamptz,
  attempts integer not null default 0,
  sent_at timestamptz,
  dead_at timestamptz,
  check (sent_at is null or dead_at is null)
);
create index leads_due on leads (next_try) where next_try is not null;
create index leads_by_organisation on leads (organisation_id, at desc, id desc);
create index leads_by_person on leads (person);
create index leads_by_deletion on leads (delete_after);

alter table leads enable row level security;
alter table leads force row level security;
create policy read_by_admin on leads for select to lavbytes_app
  using (organisation_id = api.organisation() and api.member_role() = 'admin');
create policy leads_role on leads to lavbytes_leads using (true) with check (true);
grant select (id, organisation_id, reference, sealed, at, delete_after, attempts, sent_at, dead_at) on leads to lavbytes_app;
grant select, insert, update, delete on leads to lavbytes_leads;

grant create on schema leads to lavbytes_leads;
set local role lavbytes_leads;

-- Was something stored under this key?
create function leads.known(given_key text) returns table (fingerprint bytea, reference text, at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.fingerprint, l.reference, l.at from public.leads l where l.key = given_key
$$;

-- 'stored' for exactly one caller however many bring the same key; 'known' for the others; 'paid' when the proof was used.
create function leads.put(
  lead uuid, organisation uuid, given_key text, print bytea, given_reference text, given_nonce text, who bytea, text_sealed bytea,
  moment timestamptz, until timestamptz
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.leads (id, organisation_id, key, fingerprint, reference, nonce, person, sealed, at, delete_after, next_try)
    values (lead, organisation, given_key, print, given_reference, given_nonce, who, text_sealed, moment, until, moment)
    on conflict do nothing;
  if found then return 'stored'; end if;
  if exists (select from public.leads l where l.key = given_key) then return 'known'; end if;
  return 'paid';
end
$$;

-- Takes what is due for a while: nobody else sends it until then. A sender that dies gives it back by not coming back.
create function leads.take_due(moment timestamptz, until timestamptz, most integer)
  returns table (id uuid, organisation uuid, reference text, sealed bytea, at timestamptz, attempts integer)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.leads l set next_try = until, attempts = l.attempts + 1
    where l.id in (
      select d.id from public.leads d where d.next_try <= moment order by d.next_try, d.id limit most for update skip locked)
    returning l.id, l.organisation_id, l.reference, l.sealed, l.at, l.attempts
$$;

create function leads.sent(lead uuid, moment timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.leads l set sent_at = moment, next_try = null where l.id = lead and l.sent_at is null and l.dead_at is null
$$;

-- Not sent: tried again at `again`, or never (null), which is an alarm.
create function leads.not_sent(lead uuid, moment timestamptz, again timestamptz) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.leads l set next_try = again, dead_at = case when again is null then moment end
    where l.id = lead and l.sent_at is null and l.dead_at is null
$$;

-- Given up ones once more, when the mail service is well again.
create function leads.revive(moment timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  count integer;
begin
  update public.leads l set next_try = moment, dead_at = null, attempts = 0 where l.dead_at is not null;
  get diagnostics count = row_count;
  return count;
end
$$;

create function leads.of_person(who bytea)
  returns table (id uuid, organisation uuid, reference text, sealed bytea, at timestamptz, attempts integer)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.id, l.organisation_id, l.reference, l.sealed, l.at, l.attempts from public.leads l where l.person = who order by l.at
$$;

create function leads.forget_person(who bytea) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  count integer;
begin
  delete from public.leads l where l.person = who;
  get diagnostics count = row_count;
  return count;
end
$$;

create function leads.forget_old(moment timestamptz) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  count integer;
begin
  delete from public.leads l where l.delete_after <= moment;
  get diagnostics count = row_count;
  return count;
end
$$;

reset role;
revoke create on schema leads from lavbytes_leads;
revoke execute on all functions in schema leads from public;
grant execute on all functions in schema leads to lavbytes_app;
