-- Sign-in, refresh families, signing keys. Before anybody is signed in there is no tenant, so these are reached by narrow
-- functions that run as lavbytes_identity: a role that nobody logs in as, which sees what it is granted below and no
-- documents. Each function answers one question, and asking it takes the knowledge of one address or of one token.
-- Its search path is fixed: a table that the caller makes can never stand in for one of these.
do $$
begin
  begin
    create role lavbytes_identity nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  exception when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, 'lavbytes_identity', 'set') then
    execute format('grant lavbytes_identity to %I', current_user);
  end if;
end
$$;
create schema identity;
grant usage on schema identity to lavbytes_app;
grant usage on schema public, api to lavbytes_identity;

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
  ended_why text check (ended_why in ('signed-out', 'reused', 'account-changed', 'ended-by-owner')),
  check ((ended_at is null) = (ended_why is null))
);
create index refresh_families_by_user on refresh_families (user_id) where ended_at is null;
create index refresh_families_by_expiry on refresh_families (absolute_expiry);

create table refresh_tokens (
  -- SHA-256 of 256 random bits: a copy of this table opens nothing.
  hash bytea primary key check (length(hash) = 32),
  family_id uuid not null references refresh_families on delete cascade,
  -- Unique: whatever the code above does, no token ever has two successors.
  parent_hash bytea unique references refresh_tokens (hash),
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
  -- Emptied when the key retires.
  private_sealed bytea not null,
  published_at timestamptz not null,
  -- Not before every verifier can have seen it (published + JWKS max-age).
  signs_from timestamptz not null,
  signs_until timestamptz,
  -- After the last token it signed has expired (signs_until + token lifetime + leeway).
  retired_at timestamptz
);

-- What ends access before a token's own expiry. Every process reads on from where it stopped, by transaction id: a
-- sequence would skip the row that got its number early and committed late.
create table access_notices (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  kind text not null check (kind in ('family', 'user', 'key')),
  -- A family's id, a user's id, or a kid.
  subject text not null,
  -- For a user: tokens with a lower epoch are refused.
  epoch integer
);
create index access_notices_by_xid on access_notices (xid);

alter table refresh_families enable row level security;
alter table refresh_families force row level security;
create policy own on refresh_families to lavbytes_app
  using (organisation_id = api.organisation() and user_id = api.member())
  with check (organisation_id = api.organisation() and user_id = api.member());
create policy identity_role on refresh_families to lavbytes_identity using (true) with check (true);
create policy identity_reads on users for select to lavbytes_identity using (true);
-- It may hold a row (FOR SHARE asks for the right to update), and no update of it passes.
create policy identity_holds on users for update to lavbytes_identity using (true) with check (false);

grant select on refresh_families, access_notices to lavbytes_app;
grant update (ended_at, ended_why) on refresh_families to lavbytes_app;
grant select, insert, update on signing_keys to lavbytes_app;
grant select (id, organisation_id, email, role, department, status, epoch, password_phc), update (epoch) on users to lavbytes_identity;
grant select, insert, update, delete on refresh_families, refresh_tokens to lavbytes_identity;
grant select, insert, delete on access_notices to lavbytes_identity;

-- The rules that hold whoever changes the row, an operator at a console included.
create function identity.raise_epoch() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.epoch := old.epoch + case
    when (new.role, new.department, new.status, new.password_phc)
      is distinct from (old.role, old.department, old.status, old.password_phc) then 1 else 0 end;
  return new;
end
$$;
create trigger users_raise_epoch before update on users for each row execute function identity.raise_epoch();

create function identity.stay_ended() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_at is not null and (new.ended_at is null or new.absolute_expiry > old.absolute_expiry) then
    raise exception 'an ended session stays ended' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger families_stay_ended before update on refresh_families for each row execute function identity.stay_ended();

grant create on schema identity to lavbytes_identity;
set local role lavbytes_identity;

-- Another role, status or password ends every session; another department only makes older access tokens worthless.
create function identity.user_changed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.access_notices (kind, subject, epoch) values ('user', new.id::text, new.epoch);
  if (new.role, new.status, new.password_phc) is distinct from (old.role, old.status, old.password_phc) then
    update public.refresh_families f set ended_at = now(), ended_why = 'account-changed'
      where f.user_id = new.id and f.ended_at is null;
  end if;
  return null;
end
$$;

create function identity.family_ended() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.access_notices (kind, subject) values ('family', new.id::text);
  return null;
end
$$;

create function identity.key_retired() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.access_notices (kind, subject) values ('key', new.kid);
  return null;
end
$$;

-- Which account has this address? Exact match, no pattern.
create function identity.account(address text)
  returns table (id uuid, organisation uuid, role text, department text, status text, epoch integer, phc text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id, u.organisation_id, u.role, u.department, u.status, u.epoch, u.password_phc
  from public.users u where u.email = address
$$;

-- What is the password hash of whoever is signed in?
create function identity.own_password() returns table (phc text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.password_phc from public.users u where u.id = api.member() and u.organisation_id = api.organisation()
$$;

-- Opens a session, unless the account has changed since its password was read. False: it has.
create function identity.start_session(
  family uuid, member uuid, member_epoch integer, token bytea, at timestamptz, idle timestamptz, absolute timestamptz, device text
) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  organisation uuid;
begin
  -- Held until commit: who disables the account now waits, and then finds this session among those to end.
  select u.organisation_id into organisation from public.users u
    where u.id = member and u.status = 'active' and u.epoch = member_epoch for share;
  if not found then return false; end if;
  insert into public.refresh_families (id, organisation_id, user_id, created_at, last_used_at, absolute_expiry, device)
    values (family, organisation, member, at, at, absolute, device);
  insert into public.refresh_tokens (hash, family_id, issued_at, idle_expiry) values (token, family, at, least(idle, absolute));
  return true;
end
$$;

-- What is known of this refresh token?
create function identity.refresh_state(token bytea)
  returns table (
    family uuid, member uuid, organisation uuid, role text, department text, epoch integer, active boolean, ended boolean,
    absolute_expiry timestamptz, idle_expiry timestamptz, used_at timestamptz, successor_sealed bytea, successor_used boolean
  )
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.id, u.id, u.organisation_id, u.role, u.department, u.epoch, u.status = 'active', f.ended_at is not null,
    f.absolute_expiry, t.idle_expiry, t.used_at, t.successor_sealed, coalesce(s.used_at is not null, false)
  from public.refresh_tokens t
  join public.refresh_families f on f.id = t.family_id
  join public.users u on u.id = f.user_id
  left join public.refresh_tokens s on s.parent_hash = t.hash
  where t.hash = token
$$;

-- Exchanges a token for its successor, once: true for exactly one caller however many ask. The family's row is locked, so
-- that ending the session and refreshing it come one after the other.
create function identity.rotate(token bytea, successor bytea, sealed bytea, at timestamptz, idle timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  family public.refresh_families;
begin
  select f.* into family from public.refresh_families f join public.refresh_tokens t on t.family_id = f.id
    where t.hash = token and f.ended_at is null and f.absolute_expiry > at for update of f;
  if not found then return false; end if;
  update public.refresh_tokens t set used_at = at, successor_sealed = sealed
    where t.hash = token and t.used_at is null and t.idle_expiry > at;
  if not found then return false; end if;
  insert into public.refresh_tokens (hash, family_id, parent_hash, issued_at, idle_expiry)
    values (successor, family.id, token, at, least(idle, family.absolute_expiry));
  update public.refresh_families f set last_used_at = at where f.id = family.id;
  return true;
end
$$;

-- A used token came back: ends its family. True for the caller that ended it.
create function identity.end_reused(token bytea, at timestamptz) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.refresh_families f set ended_at = at, ended_why = 'reused' from public.refresh_tokens t
    where t.hash = token and t.used_at is not null and f.id = t.family_id and f.ended_at is null;
  return found;
end
$$;

-- Housekeeping: notices older than any access token; sessions a month after their last possible use.
create function identity.forget(at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.access_notices n where n.at < now() - interval '1 hour';
  delete from public.refresh_families f where f.absolute_expiry < least(at, now()) - interval '30 days';
end
$$;

reset role;
revoke create on schema identity from lavbytes_identity;
revoke execute on all functions in schema identity from public;
grant execute on function identity.account, identity.own_password, identity.start_session, identity.refresh_state,
  identity.rotate, identity.end_reused, identity.forget to lavbytes_app;

create trigger users_changed after update on users for each row when (new.epoch > old.epoch)
  execute function identity.user_changed();
create trigger families_ended after update on refresh_families for each row
  when (old.ended_at is null and new.ended_at is not null) execute function identity.family_ended();
create trigger keys_retired after update on signing_keys for each row
  when (old.retired_at is null and new.retired_at is not null) execute function identity.key_retired();
