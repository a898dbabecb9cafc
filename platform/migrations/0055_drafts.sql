-- What somebody has typed and not sent yet: kept for whoever typed it, and read by nobody else.

create function app.actor() returns text language sql stable parallel safe
  as $$ select current_setting('app.actor') $$;
comment on function app.actor is 'Login of the transaction; raises when nobody was become.';
grant execute on function app.actor to gw_city, gw_county, gw_unit;

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
    when 'own by login' then 'tenant_id = app.tenant_id() and actor = app.actor()'
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

create table biz.draft (
  tenant_id int not null,
  city_id int not null,
  actor text not null,
  about text not null,
  act text not null,
  case_tenant_id int,
  text text not null,
  updated_at timestamptz not null,
  primary key (tenant_id, actor, about, act),
  constraint draft_actor check (actor <> ''),
  constraint draft_size check (octet_length(text) <= 16384)
);
comment on table biz.draft is
  'What somebody typed and has not sent: a form on a case, or a new one. Without a key to the case, so that the text outlives the right to it.';
comment on column biz.draft.actor is 'Login of whoever typed it, in whatever post.';
comment on column biz.draft.about is 'Id of the case; for one not registered yet new, or new and a number.';
comment on column biz.draft.act is 'Act of the lifecycle whose form it is.';
comment on column biz.draft.case_tenant_id is 'Tenant of the case; null for one not registered yet.';
comment on column biz.draft.text is 'Fields of the form as typed, unchecked, as JSON. Not jsonb: that refuses characters somebody can type.';
create index draft_age on biz.draft (tenant_id, updated_at);
call migration.protect('biz.draft');
alter table biz.draft add constraint draft_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.draft', 'own by login');
call migration.allow('gw_county', 'insert', 'biz.draft', 'own by login');
call migration.allow('gw_county', 'update', 'biz.draft', 'own by login');
call migration.allow('gw_county', 'delete', 'biz.draft', 'own by login');
call migration.allow('gw_city', 'select', 'biz.draft', 'own by login');
call migration.allow('gw_city', 'insert', 'biz.draft', 'own by login');
call migration.allow('gw_city', 'update', 'biz.draft', 'own by login');
call migration.allow('gw_city', 'delete', 'biz.draft', 'own by login');
call migration.allow('gw_unit', 'select', 'biz.draft', 'own by login');
call migration.allow('gw_unit', 'insert', 'biz.draft', 'own by login');
call migration.allow('gw_unit', 'update', 'biz.draft', 'own by login');
call migration.allow('gw_unit', 'delete', 'biz.draft', 'own by login');
call migration.allow('rollup', 'select', 'biz.draft', 'own');
call migration.allow('rollup', 'delete', 'biz.draft', 'own');
