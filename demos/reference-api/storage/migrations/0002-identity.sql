-- Sign-in, refresh families, signing keys. Before anybody is signed in there is no tenant, so these are reached by
-- narrow functions with the owner's rights, each of which answers one question.
create table refresh_families (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  user_id uuid not null references users,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  -- Reached despite rotations.
  absolute_expiry timestamptz not null,
  device text not null default '' check (length(device) <= 80),
  ended_at timestamptz,
  ended_why text check (ended_why in ('signed-out', 'reused', 'expired', 'account-changed', 'ended-by-owner'))
);
create index refresh_families_by_user on refresh_families (user_id) where ended_at is null;

create table refresh_tokens (
  -- SHA-256 of 256 random bits: a copy of this table opens nothing.
  hash bytea primary key check (length(hash) = 32),
  family_id uuid not null references refresh_families on delete cascade,
  parent_hash bytea references refresh_tokens (hash),
  issued_at timestamptz not null,
  idle_expiry timestamptz not null,
  used_at timestamptz,
  -- The one successor, sealed under a key made from this token's own text: only who holds the parent can open it.
  successor_sealed bytea,
  check ((used_at is null) = (successor_sealed is null))
);
create index refresh_tokens_by_family on refresh_tokens (family_id);

create table signing_keys (
  kid text primary key,
  alg text not null check (alg in ('RS256', 'PS256', 'EdDSA')),
  public_jwk jsonb not null,
  private_sealed bytea not null,
  published_at timestamptz not null,
  -- Not before every verifier can have seen it (published + JWKS max-age).
  signs_from timestamptz not null,
  signs_until timestamptz,
  -- After the last token it signed has expired (signs_until + token lifetime + leeway).
  retired_at timestamptz
);

alter table refresh_families enable row level security;
alter table refresh_families force row level security;
create policy own on refresh_families to lavbytes_app
  using (organisation_id = api.organisation() and user_id = api.member())
  with check (organisation_id = api.organisation() and user_id = api.member());
grant select, insert, update on refresh_families to lavbytes_app;
grant select, insert, update on refresh_tokens, signing_keys to lavbytes_app;
