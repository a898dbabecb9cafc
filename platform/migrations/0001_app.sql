-- How a connection becomes somebody, and the only way a policy may be written.

create schema app;
comment on schema app is 'Who the current transaction acts for: app.become and the helpers every policy uses.';
create schema if not exists migration;
comment on schema migration is 'Tools of migrations: allow() writes grants and policies in the four permitted shapes.';
create schema control;
comment on schema control is 'Who exists and how they sign in. Readable only by gw_identity, which reads nothing else.';
create schema lookup;
comment on schema lookup is 'Look-up tables without tenants: catalogues, case rules, calendars. Future Citus reference tables.';
create schema biz;
comment on schema biz is 'Everything that belongs to a tenant. Row-level security is enabled and forced on every table.';
create schema api;
comment on schema api is 'Security-invoker views served by PostGraphile. Nothing else is exposed over GraphQL.';

-- Citus forwards SET LOCAL to its workers and does not forward set_config(); so this is the one place where app.* is set.
create function app.become(tenant_id int, city_id int, unit_id int, actor text) returns void
language plpgsql volatile as $$
begin
  if tenant_id is null or city_id is null then
    raise exception 'become() needs a tenant and a city' using errcode = '22004';
  end if;
  execute format('set local app.tenant_id = %L', tenant_id);
  execute format('set local app.city_id = %L', city_id);
  execute format('set local app.unit_id = %L', coalesce(unit_id::text, ''));
  execute format('set local app.actor = %L', coalesce(actor, ''));
end $$;
comment on function app.become is 'Sets who the transaction acts for. Every key, every time, local to the transaction.';

-- Strict on purpose: a setting never made raises 42704, one left empty by an earlier transaction raises 22P02.
create function app.tenant_id() returns int language sql stable parallel safe
  as $$ select current_setting('app.tenant_id')::int $$;
create function app.city_id() returns int language sql stable parallel safe
  as $$ select current_setting('app.city_id')::int $$;
create function app.unit_id() returns int language sql stable parallel safe
  as $$ select current_setting('app.unit_id')::int $$;
comment on function app.tenant_id is 'Tenant of the transaction; raises when nobody was become.';
comment on function app.city_id is 'City of the transaction; raises when nobody was become.';
comment on function app.unit_id is 'Unit of the transaction; raises for actors without a unit.';

grant usage on schema app to gw_city, gw_county, ingest, rollup;
grant usage on schema lookup, biz, api to gw_city, gw_county;
grant usage on schema lookup, biz to ingest, rollup;
grant usage on schema control to gw_identity;

-- allow('gw_county', 'select', 'biz.unit', 'own'): one grant and one policy, in one of the four shapes.
create procedure migration.allow(role text, command text, target text, shape text) language plpgsql as $$
declare
  condition text := case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'addressed' then 'target_tenant_id = app.tenant_id()'
  end;
  name text := role || '_' || command;
begin
  if condition is null then
    raise exception 'unknown policy shape %', shape;
  end if;
  execute format('grant %s on %s to %I', command, target, role);
  execute format('create policy %I on %s for %s to %I %s', name, target, command, role,
    case command
      when 'insert' then format('with check (%s)', condition)
      when 'update' then format('using (%s) with check (%s)', condition, condition)
      else format('using (%s)', condition)
    end);
end $$;

create procedure migration.protect(target text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
end $$;
