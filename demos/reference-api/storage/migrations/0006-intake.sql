-- From a raw input to a stored output. An input is its own job: `state` says how far it is, a lease says who works on it, and
-- the fence number, one higher with each lease, refuses whoever lost it. Every step commits before the next begins.

-- Versions of a policy: written once, never changed. Version 0 is the service's own and no row.
create table policies (
  organisation_id uuid not null references organisations,
  version integer not null check (version > 0),
  settings jsonb not null,
  created_by uuid not null references users,
  created_at timestamptz not null,
  primary key (organisation_id, version)
);

create table inputs (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  created_by uuid not null references users,
  -- Trace id of the call that brought it: its later entries in the audit trail carry the same.
  trace text not null check (trace ~ '^[0-9a-f]{32}$'),
  source text not null check (source in ('text', 'json', 'text/plain', 'application/json', 'text/csv', 'message/rfc822', 'application/pdf')),
  -- SHA-256 of the bytes as they came.
  hash bytea not null check (length(hash) = 32),
  -- The text that is processed, and the bytes as they came.
  raw_sealed bytea not null,
  -- A person is to see it, whatever comes out.
  manual boolean not null default false,
  -- received: nothing done. answered: the processor's answer is kept. review: a person has it. decided: a person has decided,
  -- and may still take it back. stored, rejected: the end.
  state text not null default 'received' check (state in ('received', 'answered', 'review', 'decided', 'stored', 'rejected')),
  -- Not to be worked on before.
  due_at timestamptz not null,
  lease_until timestamptz,
  fence integer not null default 0,
  attempts integer not null default 0,
  -- What the processor answered, byte for byte, and what it cost.
  answer_sealed bytea,
  calls integer not null default 0,
  tokens integer not null default 0,
  confidence double precision check (confidence between 0 and 1),
  created_at timestamptz not null
);
create index inputs_due on inputs (due_at, id) where state in ('received', 'answered', 'decided');
create index inputs_by_organisation on inputs (organisation_id, created_at desc, id desc);
create index inputs_scored on inputs (organisation_id, id desc) where confidence is not null;

-- The queue. One row an input that a person has to see.
create table review_items (
  input_id uuid primary key references inputs,
  organisation_id uuid not null references organisations,
  -- Who sent it in: not who decides it.
  author uuid not null references users,
  state text not null default 'open' check (state in ('open', 'second', 'done')),
  reasons text[] not null check (cardinality(reasons) > 0),
  -- Items of one pattern look alike and can be decided together.
  pattern text not null,
  priority integer not null,
  escalated boolean not null default false,
  due_at timestamptz not null,
  created_at timestamptz not null,
  -- What is shown: fields, confidences, versions. Null fields: no usable answer.
  draft jsonb not null,
  -- SHA-256 over input hash and draft: an approval names it.
  draft_hash bytea not null check (length(draft_hash) = 32),
  claimed_by uuid references users,
  lease_until timestamptz,
  fence integer not null default 0,
  -- The first of two deciders: the draft is theirs now, so the second is somebody else.
  first_by uuid references users,
  decision uuid,
  check ((claimed_by is null) = (lease_until is null))
);
create index review_items_open on review_items (organisation_id, escalated desc, priority desc, due_at, input_id) where state <> 'done';

-- What people decided, and took back. Append only.
create table decisions (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  input_id uuid not null references inputs,
  reviewer uuid not null references users,
  action text not null check (action in ('approve', 'correct', 'reject', 'escalate', 'undo')),
  reason text not null default '' check (length(reason) <= 500),
  draft_hash bytea not null check (length(draft_hash) = 32),
  -- The draft as it was before, for whoever takes the decision back.
  before jsonb not null,
  at timestamptz not null
);
create index decisions_by_input on decisions (input_id, at);

-- One row an input, at most: the primary key is the input's.
create table outputs (
  input_id uuid primary key references inputs,
  organisation_id uuid not null references organisations,
  fields jsonb not null,
  how text not null check (how in ('auto', 'approved', 'corrected')),
  confidence double precision check (confidence between 0 and 1),
  input_hash bytea not null check (length(input_hash) = 32),
  output_hash bytea not null check (length(output_hash) = 32),
  model text not null,
  prompt text not null,
  schema_version integer not null,
  policy_version integer not null,
  object_key text not null,
  decided_by uuid references users,
  created_at timestamptz not null,
  check ((how = 'auto') = (decided_by is null))
);

alter table policies enable row level security;
alter table policies force row level security;
alter table inputs enable row level security;
alter table inputs force row level security;
alter table review_items enable row level security;
alter table review_items force row level security;
alter table decisions enable row level security;
alter table decisions force row level security;
alter table outputs enable row level security;
alter table outputs force row level security;

create policy own_organisation on policies to lavbytes_app
  using (organisation_id = (select api.organisation())) with check (organisation_id = (select api.organisation()));
create policy own_organisation on inputs to lavbytes_app
  using (organisation_id = (select api.organisation())) with check (organisation_id = (select api.organisation()));
create policy own_organisation on review_items to lavbytes_app
  using (organisation_id = (select api.organisation())) with check (organisation_id = (select api.organisation()));
create policy own_organisation on decisions to lavbytes_app
  using (organisation_id = (select api.organisation())) with check (organisation_id = (select api.organisation()));
create policy own_organisation on outputs to lavbytes_app
  using (organisation_id = (select api.organisation())) with check (organisation_id = (select api.organisation()));

-- policies.create
create policy by_admin on policies as restrictive for insert to lavbytes_app
  with check ((select api.member_role()) = 'admin' and created_by = (select api.member()));
-- intake.create, intake.read
create policy sent_in on inputs as restrictive for insert to lavbytes_app
  with check (created_by = (select api.member()) and state = 'received'
    and (select api.member_role()) in ('contributor', 'reviewer', 'admin'));
create policy worked_on on inputs as restrictive for update to lavbytes_app
  using ((select api.member_role()) in ('pipeline', 'reviewer', 'admin'));
-- review.*
create policy for_reviewers on review_items as restrictive to lavbytes_app
  using ((select api.member_role()) in ('pipeline', 'reviewer', 'admin') or author = (select api.member()));
-- AUTHZ-09: nobody touches what they sent in themselves.
create policy decided_by_others on review_items as restrictive for update to lavbytes_app
  using ((select api.member_role()) = 'pipeline'
    or ((select api.member_role()) in ('reviewer', 'admin') and author <> (select api.member())));
create policy queued on review_items as restrictive for insert to lavbytes_app
  with check ((select api.member_role()) = 'pipeline');
create policy for_reviewers on decisions as restrictive to lavbytes_app
  using ((select api.member_role()) in ('pipeline', 'reviewer', 'admin'))
  with check ((select api.member_role()) in ('reviewer', 'admin') and reviewer = (select api.member()));
-- The pipeline stores, and nobody else.
create policy stored on outputs as restrictive for insert to lavbytes_app
  with check ((select api.member_role()) = 'pipeline');

grant select, insert on policies, decisions, outputs to lavbytes_app;
grant select, insert, update on inputs, review_items to lavbytes_app;

-- AUTHZ-09 once more, beside access/policy.ts: neither who sent it in nor who decided it first decides it now.
create function public.decisions_guard() returns trigger language plpgsql as $$
declare
  item public.review_items;
begin
  select * into item from public.review_items r where r.input_id = new.input_id;
  if not found or item.author = new.reviewer
    or (new.action in ('approve', 'correct', 'reject') and item.state = 'second' and item.first_by = new.reviewer)
  then
    raise exception 'not for this member to decide' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger decisions_guard before insert on decisions
  for each row when (current_user = 'lavbytes_app') execute function public.decisions_guard();

-- What was sent in stays as it was sent.
create function public.inputs_guard() returns trigger language plpgsql as $$
begin
  if (new.id, new.organisation_id, new.created_by, new.hash, new.raw_sealed, new.trace, new.created_at)
      is distinct from (old.id, old.organisation_id, old.created_by, old.hash, old.raw_sealed, old.trace, old.created_at)
    or new.fence < old.fence or old.state in ('stored', 'rejected')
  then
    raise exception 'not a change of an input' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger inputs_guard before update on inputs
  for each row when (current_user = 'lavbytes_app') execute function public.inputs_guard();

-- The pipeline works for one organisation at a time, as nobody in particular.
create function api.enter_pipeline(organisation uuid) returns void language plpgsql as $$
begin
  perform set_config('app.organisation', organisation::text, true), set_config('app.user', '', true),
    set_config('app.role', 'pipeline', true), set_config('app.department', '', true);
end
$$;

-- Which organisations have work that is due? With rights of its own: without a tenant the application sees no input.
do $$
begin
  begin
    create role lavbytes_pipeline nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  exception when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, 'lavbytes_pipeline', 'set') then
    execute format('grant lavbytes_pipeline to %I', current_user);
  end if;
end
$$;
create schema intake;
grant usage on schema intake to lavbytes_app;
grant usage, create on schema intake to lavbytes_pipeline;
grant usage on schema public to lavbytes_pipeline;
grant select (organisation_id, state, due_at, lease_until) on inputs to lavbytes_pipeline;
create policy pipeline on inputs for select to lavbytes_pipeline using (true);
set local role lavbytes_pipeline;
create function intake.due(at timestamptz) returns table (organisation uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct i.organisation_id from public.inputs i
  where i.state in ('received', 'answered', 'decided') and i.due_at <= at and (i.lease_until is null or i.lease_until <= at)
$$;
reset role;
revoke create on schema intake from lavbytes_pipeline;
revoke execute on function intake.due from public;
grant execute on function intake.due to lavbytes_app;
