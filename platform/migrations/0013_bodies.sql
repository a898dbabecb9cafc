-- Who works: units with codes, bodies, whom machine clients and jobs act for, and the roles of departments, desks' clerks
-- and the operator. From here on a file is sent statement by statement (split-sql.ts), as Citus needs it.

-- The condition of a policy by the name of its shape. `me` is app.unit_id(), the body that acts.
create function migration.condition(shape text) returns text language sql immutable as $$
  select case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'own holder' then 'tenant_id = app.tenant_id() and holder_id = app.tenant_id()'
    when 'city holder' then 'city_id = app.city_id() and holder_id = app.tenant_id()'
    when 'city other' then 'city_id = app.city_id() and other_id = app.tenant_id()'
    when 'own by me' then 'tenant_id = app.tenant_id() and by_unit_id = app.unit_id()'
    when 'city by me' then 'city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'city by me asked' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null'
    when 'own asked by me' then 'tenant_id = app.tenant_id() and asker_unit_id = app.unit_id()'
    when 'city my unit' then 'city_id = app.city_id() and unit_id = app.unit_id()'
    when 'city my units' then 'city_id = app.city_id() and app.unit_id() in (unit_id, also_unit_id)'
    when 'city my lead' then 'city_id = app.city_id() and lead_unit_id = app.unit_id()'
    when 'city my hold' then 'city_id = app.city_id() and holder_unit_id = app.unit_id()'
  end
$$;
comment on function migration.condition is 'The shapes a policy may have (data model §3); the walk knows each of them.';

drop procedure migration.allow;

-- allow('gw_county', 'update', 'biz."case"', 'own holder', 'own'): one grant and one policy. `checked` is the shape of the
-- row as written, where an update may leave its own condition; `columns` narrows the grant to some columns.
create procedure migration.allow(role text, command text, target text, shape text, checked text default null,
  columns text default null)
language plpgsql as $$
declare
  condition text := migration.condition(shape);
  check_condition text := migration.condition(coalesce(checked, shape));
begin
  if condition is null or check_condition is null then
    raise exception 'unknown policy shape % or %', shape, checked;
  end if;
  execute format('grant %s %s on %s to %I', command, coalesce('(' || columns || ')', ''), target, role);
  execute format('create policy %I on %s for %s to %I %s', role || '_' || command, target, command, role,
    case command
      when 'insert' then format('with check (%s)', condition)
      when 'update' then format('using (%s) with check (%s)', condition, check_condition)
      else format('using (%s)', condition)
    end);
end $$;

-- A table made where the others are distributed already would silently stay on the coordinator.
create or replace procedure migration.protect(target text) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  if exists (select from pg_extension where extname = 'citus') then
    if exists (select from pg_dist_partition where logicalrelid = 'biz.tenant'::regclass) then
      perform create_distributed_table(target::regclass, 'tenant_id', colocate_with => 'biz.tenant');
    end if;
  end if;
end $$;

revoke execute on all routines in schema migration from public;

grant usage on schema app to gw_unit, clerk, gw_operator;
grant execute on all functions in schema app to gw_unit, clerk, gw_operator;
grant usage on schema lookup, biz to gw_unit, clerk, gw_operator;
grant usage on schema api to gw_unit;
grant select on all tables in schema lookup to gw_unit, clerk;

-- Bodies.
create table biz.body (
  tenant_id int not null,
  city_id int not null,
  unit_id int not null,
  home_id int not null,
  kind text not null check (kind in ('centre', 'sub_centre', 'department', 'street', 'community', 'squad', 'utility',
    'company', 'collection_company')),
  name text not null,
  from_day date not null,
  to_day date,
  primary key (tenant_id, unit_id),
  constraint body_home check (home_id in (tenant_id, city_id))
);
comment on table biz.body is
  'Who may work the cases of a tenant: its own bodies and those of its city that serve it. An effective row per tenant.';
comment on column biz.body.tenant_id is 'The tenant whose cases it may work.';
comment on column biz.body.unit_id is 'Unit of the home tenant; the same number in the rows of every tenant it serves.';
comment on column biz.body.home_id is 'The tenant it belongs to: tenant_id, or the city.';
comment on column biz.body.name is 'As in biz.unit of the home tenant, which a county cannot read for a body of its city.';
comment on column biz.body.to_day is 'First day on which it gets no more work here; what it has, it finishes.';
call migration.protect('biz.body');
alter table biz.body add constraint body_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.body', 'own');
call migration.allow('gw_city', 'select', 'biz.body', 'city');
call migration.allow('gw_unit', 'select', 'biz.body', 'own');
call migration.allow('ingest', 'select', 'biz.body', 'own');
call migration.allow('clerk', 'select', 'biz.body', 'own');
call migration.allow('rollup', 'select', 'biz.body', 'own');

-- Units.
alter table biz.unit drop constraint unit_kind_check;
alter table biz.unit add constraint unit_kind_check check (kind in ('centre', 'sub_centre', 'department', 'street',
  'community', 'squad', 'utility', 'company', 'collection_company'));
alter table biz.unit add column code text;
alter table biz.unit add column body_id int;
comment on column biz.unit.code is 'Key of the manifest: what the unit is recognised by, whatever it is called today.';
comment on column biz.unit.body_id is 'The body it works in: itself, or the unit above it that is one.';

-- Every tenant has a desk: cases are held by it, machine clients and jobs act for it.
do $$
declare
  t record;
  next_id int;
begin
  for t in select tenant_id, city_id, name from biz.tenant order by tenant_id loop
    perform from biz.unit where tenant_id = t.tenant_id and kind in ('centre', 'sub_centre') and parent_id is null;
    continue when found;
    insert into control.counter (name, last_value) values ('unit', 1)
      on conflict (name) do update set last_value = counter.last_value + 1 returning last_value into next_id;
    insert into biz.unit (tenant_id, city_id, id, kind, name, from_day)
      values (t.tenant_id, t.city_id, next_id, 'centre', t.name, '2000-01-01');
  end loop;
end $$;

-- Units under a desk, or under nobody, are bodies of their own; a squad and whatever stands lower belong to the one above.
update biz.unit set body_id = id where parent_id is null;
update biz.unit u set body_id = u.id from biz.unit p
  where p.tenant_id = u.tenant_id and p.id = u.parent_id and u.body_id is null
    and u.kind <> 'squad' and p.kind in ('centre', 'sub_centre');
do $$
begin
  loop
    update biz.unit u set body_id = p.body_id from biz.unit p
      where p.tenant_id = u.tenant_id and p.id = u.parent_id and u.body_id is null and p.body_id is not null;
    exit when not found;
  end loop;
end $$;

-- Names from before units had codes; applying a manifest puts its own key in their place.
update biz.unit set code = 'u' || id::text;

-- Tenant by tenant, because a county's rows come out of two tenants: its own and its city.
do $$
declare
  t record;
begin
  for t in select tenant_id, city_id from biz.tenant order by tenant_id loop
    insert into biz.body (tenant_id, city_id, unit_id, home_id, kind, name, from_day, to_day)
      select tenant_id, city_id, id, tenant_id, kind, name, from_day, to_day from biz.unit
       where tenant_id = t.tenant_id and body_id = id on conflict do nothing;
    insert into biz.body (tenant_id, city_id, unit_id, home_id, kind, name, from_day, to_day)
      select t.tenant_id, t.city_id, id, t.city_id, kind, name, from_day, to_day from biz.unit
       where tenant_id = t.city_id and body_id = id on conflict do nothing;
  end loop;
end $$;

alter table biz.unit alter column code set not null;
alter table biz.unit alter column body_id set not null;
alter table biz.unit add constraint unit_code unique (tenant_id, code);
alter table biz.unit add constraint unit_body foreign key (tenant_id, body_id) references biz.body (tenant_id, unit_id);

-- Whom machine clients and jobs act for.
alter table control.tenant add column desk_unit_id int;
comment on column control.tenant.desk_unit_id is
  'Body of the centre: jobs act as it. Null only while the tenant is being made. No key: units live in another schema.';
do $$
declare
  t record;
  desk int;
begin
  for t in select tenant_id from biz.tenant loop
    select min(id) into desk from biz.unit
     where tenant_id = t.tenant_id and kind in ('centre', 'sub_centre') and parent_id is null;
    update control.tenant set desk_unit_id = desk where id = t.tenant_id;
  end loop;
end $$;
alter table control.machine_client add column unit_id int;
comment on column control.machine_client.unit_id is 'Body of the tenant that the client acts for.';
update control.machine_client m set unit_id = t.desk_unit_id from control.tenant t where t.id = m.tenant_id;
alter table control.machine_client alter column unit_id set not null;
alter table control.session add column acting_post_id uuid;
comment on column control.session.acting_post_id is 'The post the person works in now; null until one is chosen.';

-- What a department, and a desk's clerk, need to know about themselves and their tenant.
call migration.allow('gw_unit', 'select', 'biz.tenant', 'own');
call migration.allow('gw_unit', 'select', 'biz.unit', 'own');
call migration.allow('gw_unit', 'select', 'biz.person', 'own');
call migration.allow('gw_unit', 'select', 'biz.post', 'own');
grant select on api.tenant, api.class, api.case_rule to gw_unit;
call migration.allow('clerk', 'select', 'biz.tenant', 'own');
call migration.allow('clerk', 'select', 'biz.unit', 'own');
call migration.allow('clerk', 'select', 'biz.post', 'own');
