-- What every new case pays for, made cheaper once more (docs/decisions/0032). The lead of a case and of its events is no longer held
-- by a key to its body, which was asked up to seven times a case, but by the tenant of that body, which stands beside it.

alter table biz."case" add column lead_home_id int;
comment on column biz."case".lead_home_id is 'Tenant of the body that leads: the case''s own or its city. Null where nobody leads.';
alter table biz.case_event add column lead_home_id int;
comment on column biz.case_event.lead_home_id is 'Tenant of the body that had the case then: the case''s own or its city.';
update biz."case" c set lead_home_id = b.home_id from biz.body b
  where b.tenant_id = c.tenant_id and b.unit_id = c.lead_unit_id;
update biz.case_event e set lead_home_id = b.home_id from biz.body b
  where b.tenant_id = e.tenant_id and b.unit_id = e.lead_unit_id;
-- A body that the tenant does not know has no home, so that it cannot be written as a lead.
alter table biz."case" add constraint case_lead_known check ((lead_unit_id is null) = (lead_home_id is null));
alter table biz."case" add constraint case_lead_home check (lead_home_id in (tenant_id, city_id));
alter table biz.case_event add constraint case_event_lead_known check ((lead_unit_id is null) = (lead_home_id is null));
alter table biz.case_event add constraint case_event_lead_home check (lead_home_id in (tenant_id, city_id));
alter table biz."case" drop constraint case_lead_body;
alter table biz.case_event drop constraint case_event_lead;

-- Whoever reads as the lead belongs to the tenant that stands beside it. The city of an event is checked where it is written,
-- because the home may be that city; that of a case is checked by the key of its holder.
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
    when 'own in city by me' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'city by me' then 'city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'city by me asked' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null'
    when 'own asked by me' then 'tenant_id = app.tenant_id() and asker_unit_id = app.unit_id()'
    when 'city my unit' then 'city_id = app.city_id() and unit_id = app.unit_id()'
    when 'city my units' then 'city_id = app.city_id() and app.unit_id() in (unit_id, also_unit_id)'
    when 'city my lead' then
      'city_id = app.city_id() and lead_unit_id = app.unit_id() and lead_home_id = app.tenant_id()'
    when 'city my hold' then 'city_id = app.city_id() and holder_unit_id = app.unit_id()'
  end
$$;
drop policy gw_unit_select on biz."case";
call migration.allow('gw_unit', 'select', 'biz."case"', 'city my lead');
drop policy gw_unit_update on biz."case";
call migration.allow('gw_unit', 'update', 'biz."case"', 'city my hold', 'city my lead');
drop policy gw_unit_select on biz.case_event;
call migration.allow('gw_unit', 'select', 'biz.case_event', 'city my lead');
drop policy gw_county_insert on biz.case_event;
call migration.allow('gw_county', 'insert', 'biz.case_event', 'own in city by me');
drop policy ingest_insert on biz.case_event;
call migration.allow('ingest', 'insert', 'biz.case_event', 'own in city by me');
drop policy clerk_insert on biz.case_event;
call migration.allow('clerk', 'insert', 'biz.case_event', 'own in city by me');
grant update (lead_home_id) on biz."case" to rollup;

-- Nobody reads clocks by body yet.
drop index biz.case_turn_unit;

-- Ids that the writer takes from rows of the same tenant it has just read, in tables nobody may delete from.
alter table biz."case" drop constraint case_mode;
alter table biz."case" drop constraint case_street;
alter table biz."case" drop constraint case_community;
-- The clocks of a case are written by whoever has just written or locked it, and its rebuild compares them.
alter table biz.case_turn drop constraint case_turn_case;
-- The source of a row is that of its batch, which has the key.
alter table biz.case_source drop constraint case_source_system;
