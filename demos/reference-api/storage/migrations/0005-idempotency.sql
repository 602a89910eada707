-- The first answer under an Idempotency-Key, kept for a day and written in the transaction of the effect itself: a key without
-- its effect, or an effect without its key, cannot be seen after a crash.
create table idempotency_keys (
  organisation_id uuid not null,
  user_id uuid not null,
  key text not null check (length(key) between 8 and 128),
  -- SHA-256 over route id and exact body bytes.
  fingerprint bytea not null check (length(fingerprint) = 32),
  at timestamptz not null,
  status integer not null,
  reply bytea not null,
  primary key (organisation_id, user_id, key)
);
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy own on idempotency_keys to lavbytes_app
  using (organisation_id = api.organisation() and user_id = api.member())
  with check (organisation_id = api.organisation() and user_id = api.member());
grant select, insert, delete on idempotency_keys to lavbytes_app;

-- Was this key answered already? Scope and question in one round trip.
create function api.answered(organisation uuid, member uuid, given_key text, since timestamptz)
  returns table (fingerprint bytea, status integer, reply bytea)
  language plpgsql security invoker as $$
begin
  perform set_config('app.organisation', organisation::text, true), set_config('app.user', member::text, true);
  return query select k.fingerprint, k.status, k.reply from idempotency_keys k
    where k.organisation_id = organisation and k.user_id = member and k.key = given_key and k.at > since;
end
$$;

-- Takes the key until the transaction ends, or says at once that another call has it. Nobody waits: a waiting call would
-- hold a connection, and a few hundred of them the whole pool.
create function api.claim_key(given_key text, since timestamptz)
  returns table (free boolean, fingerprint bytea, status integer, reply bytea)
  language plpgsql security invoker as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(api.organisation()::text || api.member()::text || given_key, 5)) then
    return query select false, null::bytea, null::integer, null::bytea;
    return;
  end if;
  delete from idempotency_keys k where k.organisation_id = api.organisation() and k.user_id = api.member() and k.at <= since;
  return query select true, k.fingerprint, k.status, k.reply from (select) as one
    left join idempotency_keys k on k.organisation_id = api.organisation() and k.user_id = api.member() and k.key = given_key;
end
$$;
