-- What every new case pays for, made cheaper while it guards the same (decisions/0021).

-- One key instead of two: the body that works a case is one of its tenant, and the tenant lies in the case's city, for the
-- body's own key says so (body_tenant).
alter table biz.body add constraint body_city unique (tenant_id, city_id, unit_id);
alter table biz."case" drop constraint case_holder_body;
alter table biz."case" add constraint case_holder_body foreign key (tenant_id, city_id, holder_unit_id)
  references biz.body (tenant_id, city_id, unit_id);
alter table biz."case" drop constraint case_tenant;

-- Marks of buckets live for seconds, one or two a case. Their city is checked by the policy instead of a key to the tenant.
create or replace function migration.condition(shape text) returns text language sql immutable as $$
  select case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'own in city' then 'tenant_id = app.tenant_id() and city_id = app.city_id()'
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
drop policy ingest_insert on biz.stat_dirty;
call migration.allow('ingest', 'insert', 'biz.stat_dirty', 'own in city');
drop policy rollup_insert on biz.stat_dirty;
call migration.allow('rollup', 'insert', 'biz.stat_dirty', 'own in city');
alter table biz.stat_dirty drop constraint stat_dirty_tenant;

-- A desk's queue holds what is open; nearly all cases of uploads come closed.
drop index biz.case_queue;
create index case_queue on biz."case" (tenant_id, holder_unit_id, state, step_due_at)
  where state not in ('closed', 'refused', 'void', 'moved', 'merged');

-- An event amends one of its own case: `append` writes what the projection has just read, rows are never deleted, and one
-- that amends nothing known counts as the occurrence it tells of. The key never knew the case; it was asked six times a case.
alter table biz.case_event drop constraint case_event_amends;
