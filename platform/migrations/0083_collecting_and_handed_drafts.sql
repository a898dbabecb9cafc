-- 采集 is a duty as the others are: who is asked to look on the spot, of a class, in an area.
alter table biz.duty drop constraint duty_kind_check;
alter table biz.duty add constraint duty_kind_check
  check (kind in ('supervise', 'own', 'maintain', 'dispose', 'collect'));
comment on column biz.duty.kind is '主管 supervise, 权属 own, 养护 maintain, 处置 dispose, 采集 collect.';

-- Whoever leaves his shift hands what he has typed to a colleague: he writes it under his own login, and only the colleague reads it.

create or replace function migration.condition(shape text) returns text language sql immutable as $$
  select case shape
    when 'own' then 'tenant_id = app.tenant_id()'
    when 'city' then 'city_id = app.city_id()'
    when 'published' then 'tenant_id = app.city_id()'
    when 'own in city' then 'tenant_id = app.tenant_id() and city_id = app.city_id()'
    when 'own or of my city' then 'city_id = app.city_id() and app.tenant_id() in (tenant_id, city_id)'
    when 'own holder' then 'tenant_id = app.tenant_id() and holder_id = app.tenant_id()'
    when 'city holder' then 'city_id = app.city_id() and holder_id = app.tenant_id()'
    when 'city other' then 'city_id = app.city_id() and other_id = app.tenant_id()'
    when 'own by me' then 'tenant_id = app.tenant_id() and by_unit_id = app.unit_id()'
    when 'own in city by me' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'own in city by me, no recall' then
      'tenant_id = app.tenant_id() and city_id = app.city_id() and by_unit_id = app.unit_id() and kind <> ''recalled'''
    when 'own by login' then 'tenant_id = app.tenant_id() and actor = app.actor()'
    when 'own from login' then 'tenant_id = app.tenant_id() and from_actor = app.actor()'
    when 'city by me' then 'city_id = app.city_id() and by_unit_id = app.unit_id()'
    when 'city by me, no recall' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and kind <> ''recalled'''
    when 'city by me asked' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null'
    when 'city by me asked, of work' then
      'city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null and kind in (''taken'', '
      '''disposed'', ''acknowledged'', ''inner_asked'', ''extension_asked'', ''return_asked'', ''suspension_asked'', '
      '''void_asked'', ''assist_answered'', ''verify_answered'', ''check_answered'', ''reply_answered'')'
    when 'own asked by me' then 'tenant_id = app.tenant_id() and asker_unit_id = app.unit_id()'
    when 'city my unit' then 'city_id = app.city_id() and unit_id = app.unit_id()'
    when 'city my units' then 'city_id = app.city_id() and app.unit_id() in (unit_id, also_unit_id)'
    when 'city my lead' then
      'city_id = app.city_id() and lead_unit_id = app.unit_id() and lead_home_id = app.tenant_id()'
    when 'city my hold' then 'city_id = app.city_id() and holder_unit_id = app.unit_id()'
  end
$$;

create table biz.handed_draft (
  tenant_id int not null,
  city_id int not null,
  actor text not null,
  id uuid not null,
  from_actor text not null,
  from_name text not null,
  about text not null,
  act text not null,
  case_tenant_id int,
  text text not null,
  handed_at timestamptz not null,
  primary key (tenant_id, actor, id),
  constraint handed_draft_actors check (actor <> '' and from_actor <> '' and actor <> from_actor),
  constraint handed_draft_size check (octet_length(text) <= 16384)
);
comment on table biz.handed_draft is 'A draft that somebody handed to a colleague of his desk and post, until he takes it.';
comment on column biz.handed_draft.actor is 'Login of the colleague.';
comment on column biz.handed_draft.from_actor is 'Login of whoever typed it.';
comment on column biz.handed_draft.about is 'As in biz.draft, as are act, case_tenant_id and text.';
create index handed_draft_age on biz.handed_draft (tenant_id, handed_at);
call migration.protect('biz.handed_draft');
alter table biz.handed_draft add constraint handed_draft_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.handed_draft', 'own by login');
call migration.allow('gw_county', 'insert', 'biz.handed_draft', 'own from login');
call migration.allow('gw_county', 'delete', 'biz.handed_draft', 'own by login');
call migration.allow('gw_city', 'select', 'biz.handed_draft', 'own by login');
call migration.allow('gw_city', 'insert', 'biz.handed_draft', 'own from login');
call migration.allow('gw_city', 'delete', 'biz.handed_draft', 'own by login');
call migration.allow('gw_unit', 'select', 'biz.handed_draft', 'own by login');
call migration.allow('gw_unit', 'insert', 'biz.handed_draft', 'own from login');
call migration.allow('gw_unit', 'delete', 'biz.handed_draft', 'own by login');
call migration.allow('rollup', 'select', 'biz.handed_draft', 'own');
call migration.allow('rollup', 'delete', 'biz.handed_draft', 'own');
