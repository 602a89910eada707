-- Data keys, each wrapped by the wrapping key that the secret store holds. Rotating the wrapping key rewrites these rows only.
create table data_keys (
  -- The key version that every sealed value names.
  id integer primary key check (id > 0),
  purpose text not null,
  wrapped bytea not null check (length(wrapped) = 60),
  -- Which wrapping key opens it: a fingerprint of the key, so that secrets can be renamed without touching this table.
  wrapping_id text not null check (wrapping_id ~ '^[0-9a-f]{16}$'),
  -- Encryptions handed out, reserved in blocks so that a crash can only skip numbers, never repeat them.
  -- NIST SP 800-38D 8.3: at most 2^32 with one key and random IVs.
  reserved bigint not null default 0 check (reserved between 0 and 4294967296),
  active boolean not null default true,
  created_at timestamptz not null
);
create unique index data_keys_one_active on data_keys (purpose) where active;

-- A count that goes back, and a key that is taken up again, would both break the limit.
create function data_keys_only_forward() returns trigger language plpgsql as $$
begin
  if new.reserved < old.reserved or (new.active and not old.active) then
    raise exception 'data_keys only count forward' using errcode = 'check_violation';
  end if;
  return new;
end
$$;
create trigger data_keys_only_forward before update on data_keys for each row execute function data_keys_only_forward();

grant select, insert, update (wrapped, wrapping_id, reserved, active) on data_keys to lavbytes_app;

-- Puts a new key in the place of `old` (0: of none). False when another process was first: read again.
create function api.next_data_key(
  old integer, version integer, purpose text, wrapped bytea, wrapping_id text, at timestamptz
) returns boolean language plpgsql security invoker as $$
begin
  update data_keys set active = false where id = old and active;
  insert into data_keys (id, purpose, wrapped, wrapping_id, created_at)
    values (version, purpose, wrapped, wrapping_id, at) on conflict do nothing;
  return found;
end
$$;
