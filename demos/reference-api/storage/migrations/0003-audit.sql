-- One chain over every decision and change. The application may add and read, nothing else; a trigger refuses the rest to
-- everyone who leaves it on, and the verifier finds what was done with it off.
create table audit_entries (
  seq bigint primary key check (seq > 0),
  at timestamptz not null,
  organisation_id uuid,
  -- The exact bytes that were hashed: jsonb would reorder keys and lose the proof.
  body bytea not null,
  previous bytea not null check (length(previous) = 32),
  hash bytea not null unique check (length(hash) = 32)
);
create index audit_entries_by_organisation on audit_entries (organisation_id, seq);

-- The head of the chain: one row, locked by whoever writes next.
create table audit_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash bytea not null
);
insert into audit_head values (true, 0, decode(repeat('00', 32), 'hex'));

create table audit_anchors (
  seq bigint primary key,
  hash bytea not null,
  at timestamptz not null,
  kid text not null,
  signature bytea not null,
  object_key text not null
);

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entries is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_append_only before update or delete on audit_entries for each row execute function audit_refuse();
create trigger audit_no_truncate before truncate on audit_entries for each statement execute function audit_refuse();

grant select, insert on audit_entries, audit_anchors to lavbytes_app;
grant select, update on audit_head to lavbytes_app;
