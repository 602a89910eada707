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

create function api.organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation', true), '')::uuid;
create function api.member() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.user', true), '')::uuid;
create function api.member_role() returns text language sql stable parallel safe
  return nullif(current_setting('app.role', true), '');

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

create policy own_organisation on organisations to lavbytes_app using (id = api.organisation());
create policy own_organisation on users to lavbytes_app
  using (organisation_id = api.organisation()) with check (organisation_id = api.organisation());
create policy own_organisation on documents to lavbytes_app
  using (organisation_id = api.organisation()) with check (organisation_id = api.organisation());
-- Confidential documents: their department, their owner, reviewers and admins. The application decides the same, first.
create policy confidential on documents as restrictive for select to lavbytes_app
  using (
    classification <> 'confidential'
    or owner_id = api.member()
    or api.member_role() in ('reviewer', 'admin')
    or department = (select u.department from users u where u.id = api.member())
  );

grant select on organisations to lavbytes_app;
-- Not the password hash (one function of 0002 reads it), and not the epoch (a trigger raises it).
grant select (id, organisation_id, email, name_sealed, role, department, status, epoch, created_at), insert,
  update (name_sealed, role, department, status, password_phc) on users to lavbytes_app;
grant select, insert, update, delete on documents to lavbytes_app;

-- Row security in one round trip: scope and read in one statement, run with the caller's rights (never SECURITY DEFINER).
create function api.document(organisation uuid, member uuid, member_role text, document uuid) returns setof documents
  language plpgsql security invoker as $$
begin
  perform set_config('app.organisation', organisation::text, true),
          set_config('app.user', member::text, true),
          set_config('app.role', member_role, true);
  return query select * from documents d where d.id = document;
end
$$;
