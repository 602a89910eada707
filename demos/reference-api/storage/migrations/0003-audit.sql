-- One chain over every decision and change (form: audit/README.md). The application may call api.audit_append and read its own
-- organisation's entries, nothing else. A trigger refuses edits to everyone who leaves it on; the verifier finds what was done
-- with it off.
create table audit_entries (
  seq bigint primary key check (seq > 0),
  -- Milliseconds since 1970-01-01 UTC: a timestamptz has microseconds that the hash would not cover.
  at_ms bigint not null,
  organisation_id uuid,
  -- The exact bytes that were hashed: jsonb would reorder keys and lose the proof.
  body bytea not null check (length(body) <= 2097152),
  previous bytea not null check (length(previous) = 32),
  hash bytea not null check (length(hash) = 32)
);
create index audit_entries_by_organisation on audit_entries (organisation_id, seq);

-- The head of the chain: one row, locked by whoever writes next until that transaction ends.
create table audit_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash bytea not null check (length(hash) = 32)
);
insert into audit_head values (true, 0, decode(repeat('00', 32), 'hex'));

create table audit_anchors (
  seq bigint primary key,
  hash bytea not null check (length(hash) = 32),
  at_ms bigint not null,
  kid text not null,
  signature bytea not null,
  object_key text not null
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_append_only before update or delete on audit_entries for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_entries for each statement execute function audit_refuse();
create trigger audit_append_only before update or delete on audit_anchors for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_anchors for each statement execute function audit_refuse();

-- The digest of one entry without its place in the chain.
create function api.audit_leaf(seq bigint, at_ms bigint, organisation uuid, body bytea) returns bytea
  language sql immutable parallel safe
  return sha256('lavbytes-audit-1'::bytea || int8send(seq) || int8send(at_ms)
    || uuid_send(coalesce(organisation, '00000000-0000-0000-0000-000000000000'::uuid)) || body);

-- Adds entries in the order given, in the caller's transaction. With the owner's rights, so that the application itself can
-- write neither an entry out of the chain nor the head. An organisation of '' is none.
create function api.audit_append(at_ms bigint[], organisations text[], bodies text[]) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  head public.audit_head;
  first bigint;
  links bytea[];
begin
  select * into strict head from public.audit_head for update;
  first := head.seq;
  links := array[head.hash];
  for i in 1 .. cardinality(bodies) loop
    head.seq := head.seq + 1;
    head.hash := sha256('lavbytes-link-01'::bytea || head.hash || api.audit_leaf(
      head.seq, at_ms[i], nullif(organisations[i], '')::uuid, convert_to(bodies[i], 'UTF8')));
    links[i + 1] := head.hash;
  end loop;
  -- One insert for all: three times cheaper than one each.
  insert into public.audit_entries
    select first + i, at_ms[i], nullif(organisations[i], '')::uuid, convert_to(bodies[i], 'UTF8'), links[i], links[i + 1]
    from generate_series(1, cardinality(bodies)) as i;
  update public.audit_head set seq = head.seq, hash = head.hash;
  return head.seq;
end
$$;

-- What ties two heads together, and tells nothing about anybody: the digests of the entries between them.
create function api.audit_leaves(after bigint, until bigint) returns table (seq bigint, leaf bytea)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  begin atomic
    select e.seq, api.audit_leaf(e.seq, e.at_ms, e.organisation_id, e.body)
    from public.audit_entries e where e.seq > after and e.seq <= until order by e.seq;
  end;

revoke execute on function api.audit_append, api.audit_leaves from public;
grant execute on function api.audit_append, api.audit_leaves to lavbytes_app;
grant select on audit_entries, audit_head to lavbytes_app;
grant select, insert on audit_anchors to lavbytes_app;
alter table audit_entries enable row level security;
create policy own_organisation on audit_entries for select to lavbytes_app
  -- As subselects they are asked once a statement, not once a row.
  using (organisation_id = (select api.organisation()) and (select api.member_role()) = 'admin');

-- Who exports and verifies: reads every entry of every organisation, writes nothing.
do $$
begin
  begin
    create role lavbytes_auditor nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  exception when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, 'lavbytes_auditor', 'set') then
    execute format('grant lavbytes_auditor to %I', current_user);
  end if;
end
$$;
grant usage on schema public to lavbytes_auditor;
grant select on audit_entries, audit_head, audit_anchors to lavbytes_auditor;
create policy auditor on audit_entries for select to lavbytes_auditor using (true);
