create table idempotency_keys (
  organisation_id uuid not null,
  user_id uuid not null,
  key text not null check (length(key) between 8 and 128),
  -- SHA-256 over route id and exact body bytes.
  fingerprint bytea not null check (length(fingerprint) = 32),
  started_at timestamptz not null,
  status integer,
  reply bytea,
  primary key (organisation_id, user_id, key)
);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy own on idempotency_keys to lavbytes_app
  using (organisation_id = api.organisation() and user_id = api.member())
  with check (organisation_id = api.organisation() and user_id = api.member());
grant select, insert, update, delete on idempotency_keys to lavbytes_app;
