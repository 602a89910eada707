-- Data keys, each wrapped by the wrapping key that the secret store holds. Rotating the wrapping key rewrites these rows only.
create table data_keys (
  id integer primary key,
  purpose text not null,
  wrapped bytea not null,
  wrapping_version integer not null,
  -- Encryptions handed out, reserved in blocks so that a crash can only skip numbers, never repeat them.
  reserved bigint not null default 0,
  active boolean not null default true,
  created_at timestamptz not null
);
create unique index data_keys_one_active on data_keys (purpose) where active;
grant select, insert, update on data_keys to lavbytes_app;
