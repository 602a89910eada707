-- Organisations, people and documents. The application role owns nothing, is no superuser and does not bypass row security.
-- Roles belong to the whole server: another database there may have made it already, or be making it now.
do $$
begin
  begin
    create role lavbytes_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  exception when duplicate_object or unique_violation then null;
  end;
  if not pg_has_role(current_user, 'lavbytes_app', 'set') then
    execute format('grant lavbytes_app to %I', current_user);
  end if;
end
$$;

create schema api;
grant usage on schema api, public to lavbytes_app;
revoke create on schema public from public;

-- Who is asking, for as long as the transaction lasts. Only api.enter sets these.
create function api.organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation', true), '')::uuid;
create function api.member() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.user', true), '')::uuid;
create function api.member_role() returns text language sql stable parallel safe
  return nullif(current_setting('app.role', true), '');
create function api.member_department() returns text language sql stable parallel safe
  return nullif(current_setting('app.department', true), '');

create table organisations (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null
);

create table users (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  email text not null unique check (email = lower(email) and length(email) <= 254),
  name_sealed bytea not null,
  role text not null check (role in ('viewer', 'contributor', 'reviewer', 'admin')),
  department text not null check (department ~ '^[a-z-]{2,40}$'),
  password_phc text not null,
  status text not null default 'active' check (status in ('active', 'disabled')),
  -- Raised by anything that must end access at once: disabled, password or role changed.
  epoch integer not null default 0,
  created_at timestamptz not null
);
create index users_by_organisation on users (organisation_id, id);

create table documents (
  id uuid primary key,
  organisation_id uuid not null references organisations,
  owner_id uuid not null references users,
  title text not null check (length(title) between 1 and 200),
  department text not null check (department ~ '^[a-z-]{2,40}$'),
  classification text not null check (classification in ('public', 'internal', 'confidential')),
  locked boolean not null default false,
  body_sealed bytea not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index documents_by_organisation on documents (organisation_id, created_at desc, id desc);

alter table organisations enable row level security;
alter table users enable row level security;
alter table documents enable row level security;
alter table organisations force row level security;
alter table users force row level security;
alter table documents force row level security;

-- Row security says in SQL what access/policy.ts decides in the application, so that either alone keeps the line.
-- Permissive: one's own organisation. Restrictive: what narrows it further.
create policy own_organisation on organisations to lavbytes_app using (id = api.organisation());
create policy own_organisation on users to lavbytes_app
  using (organisation_id = api.organisation()) with check (organisation_id = api.organisation());
create policy own_organisation on documents to lavbytes_app
  using (organisation_id = api.organisation()) with check (organisation_id = api.organisation());

create policy added_by_admin on users as restrictive for insert to lavbytes_app
  with check (api.member_role() = 'admin');
create policy changed_by_admin_or_self on users as restrictive for update to lavbytes_app
  using (id = api.member() or api.member_role() = 'admin');

-- documents.hidden
create policy hidden on documents as restrictive for select to lavbytes_app
  using (
    classification <> 'confidential'
    or owner_id = api.member()
    or department = api.member_department()
    or api.member_role() in ('reviewer', 'admin')
  );
-- documents.create.*
create policy created on documents as restrictive for insert to lavbytes_app
  with check (
    owner_id = api.member() and not locked and version = 1
    and (
      api.member_role() = 'admin'
      or (api.member_role() in ('contributor', 'reviewer') and department = api.member_department())
    )
  );
-- documents.update.*, documents.lock.*, documents.transfer.*: which rows. Which columns: the trigger below.
create policy changed on documents as restrictive for update to lavbytes_app
  using (
    api.member_role() = 'admin'
    or (api.member_role() in ('contributor', 'reviewer') and owner_id = api.member())
    or (api.member_role() = 'reviewer' and department = api.member_department())
  )
  with check (true);
-- documents.delete.*
create policy deleted on documents as restrictive for delete to lavbytes_app
  using (
    not locked
    and (
      api.member_role() = 'admin'
      or (api.member_role() in ('contributor', 'reviewer') and owner_id = api.member())
    )
  );

-- A policy cannot compare a row with what it was, nor see columns: a trigger can. For the application only.
create function public.documents_guard() returns trigger language plpgsql as $$
declare
  owns boolean := old.owner_id = api.member();
  here boolean := old.department = api.member_department();
  whose text := coalesce(api.member_role(), '');
  author boolean := whose in ('contributor', 'reviewer');
begin
  if (new.id, new.organisation_id, new.created_at) is distinct from (old.id, old.organisation_id, old.created_at)
    or new.version <> old.version + 1
    or (old.locked and (new.owner_id, new.title, new.department, new.classification, new.body_sealed)
      is distinct from (old.owner_id, old.title, old.department, old.classification, old.body_sealed))
    or (new.locked <> old.locked and not (whose = 'admin' or (whose = 'reviewer' and here)))
    or (new.title <> old.title and not (whose = 'admin' or (author and owns) or (whose = 'reviewer' and here)))
    or (new.body_sealed <> old.body_sealed and not (owns and (author or whose = 'admin')))
    or (new.classification <> old.classification and not (whose = 'admin' or (whose = 'reviewer' and here)))
    or (new.department <> old.department and whose <> 'admin')
    or (new.owner_id <> old.owner_id and not (whose = 'admin' or (author and owns)))
    or (new.owner_id <> old.owner_id and not exists (
      select from public.users u
      where u.id = new.owner_id and u.organisation_id = old.organisation_id and u.status = 'active' and u.role <> 'viewer'))
  then
    raise exception 'not a change for this member' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger documents_guard before update on documents
  for each row when (current_user = 'lavbytes_app') execute function public.documents_guard();

-- users.admin, users.change.self: what an account may do is not its own to give.
create function public.users_guard() returns trigger language plpgsql as $$
begin
  if (new.id, new.organisation_id, new.email, new.created_at)
      is distinct from (old.id, old.organisation_id, old.email, old.created_at)
    or ((new.role, new.department, new.status) is distinct from (old.role, old.department, old.status)
      and (old.id = api.member() or api.member_role() is distinct from 'admin'))
    or ((new.password_phc, new.name_sealed) is distinct from (old.password_phc, old.name_sealed)
      and old.id is distinct from api.member())
  then
    raise exception 'not a change for this member' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger users_guard before update on users
  for each row when (current_user = 'lavbytes_app') execute function public.users_guard();

grant select on organisations to lavbytes_app;
-- Not the password hash (one function of 0002 reads it), and not the epoch (a trigger raises it).
grant select (id, organisation_id, email, name_sealed, role, department, status, epoch, created_at), insert,
  update (name_sealed, role, department, status, password_phc) on users to lavbytes_app;
grant select, insert, update, delete on documents to lavbytes_app;

-- Everything below runs with the caller's rights (never SECURITY DEFINER).

-- Opens the scope. Role and department are read from the member's own row: a token may be minutes old, the row is not.
-- Who is not an active member of that organisation gets no scope at all.
-- (An assignment runs set_config without the query machinery that PERFORM would start: half the cost of the function.)
create function api.enter(organisation uuid, member uuid) returns void language plpgsql as $$
declare
  found_role text;
  found_department text;
  done text;
begin
  done := set_config('app.organisation', organisation::text, true);
  select u.role, u.department into found_role, found_department
    from public.users u where u.id = member and u.status = 'active';
  if not found then done := set_config('app.organisation', '', true); end if;
  done := set_config('app.user', case when found_role is null then '' else member::text end, true);
  done := set_config('app.role', coalesce(found_role, ''), true);
  done := set_config('app.department', coalesce(found_department, ''), true);
end
$$;

-- A document as the member sees it, beside who the member is now. The text is withheld as documents.read.body.* say.
create view api.seen_documents with (security_invoker = true) as
  select d.id, d.organisation_id, d.owner_id, d.title, d.department, d.classification, d.locked,
    case when d.classification <> 'confidential' or d.owner_id = api.member() or d.department = api.member_department()
      or api.member_role() = 'reviewer' then d.body_sealed end as body_sealed,
    d.version, d.created_at, d.updated_at, api.member_role() as member_role, api.member_department() as member_department
  from public.documents d;
grant select on api.seen_documents to lavbytes_app;

-- One document in one round trip: scope, row security and read in one statement. The busiest call of the service, so
-- api.enter is written out in it: a call of a function from a function costs as much as the read itself.
create function api.document(organisation uuid, member uuid, document uuid) returns setof api.seen_documents
  language plpgsql as $$
declare
  found_role text;
  found_department text;
  done text;
begin
  done := set_config('app.organisation', organisation::text, true);
  select u.role, u.department into found_role, found_department
    from public.users u where u.id = member and u.status = 'active';
  if not found then
    done := set_config('app.organisation', '', true);
    return;
  end if;
  done := set_config('app.user', member::text, true);
  done := set_config('app.role', found_role, true);
  done := set_config('app.department', found_department, true);
  return query select s.* from api.seen_documents s where s.id = document;
end
$$;

-- A page of documents, newest first, after (before_at, before_id); null filters do not filter. No texts.
-- One plan for all callers: planning anew for each would cost more than the page.
create function api.documents(
  organisation uuid, member uuid, most integer, before_at timestamptz, before_id uuid,
  only_classification text, only_department text, only_owner uuid, only_locked boolean
) returns setof api.seen_documents language plpgsql set plan_cache_mode = force_generic_plan as $$
begin
  perform api.enter(organisation, member);
  before_at := coalesce(before_at, 'infinity');
  before_id := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  return query select d.id, d.organisation_id, d.owner_id, d.title, d.department, d.classification, d.locked, null::bytea,
      d.version, d.created_at, d.updated_at, api.member_role(), api.member_department()
    from public.documents d
    where (d.created_at, d.id) < (before_at, before_id)
      and (only_classification is null or d.classification = only_classification)
      and (only_department is null or d.department = only_department)
      and (only_owner is null or d.owner_id = only_owner)
      and (only_locked is null or d.locked = only_locked)
    order by d.created_at desc, d.id desc limit most;
end
$$;

-- For changes, in a transaction whose scope is open: the member's row is held against changes of role, department and
-- status until the transaction ends, and the scope is read again from it.
create function api.hold_member() returns table (member_role text, member_department text) language plpgsql as $$
declare
  organisation uuid := api.organisation();
  member uuid := api.member();
begin
  perform from public.users u where u.id = member for share;
  perform api.enter(organisation, member);
  if api.member() is null then return; end if;
  return query select api.member_role(), api.member_department();
end
$$;

-- The same for a document: held too, then read. A row that the member may not change is read without being held; no change
-- of it passes anyway.
create function api.hold_document(document uuid) returns setof api.seen_documents language plpgsql as $$
begin
  perform api.hold_member();
  perform from public.documents d where d.id = document for update;
  return query select s.* from api.seen_documents s where s.id = document;
end
$$;
