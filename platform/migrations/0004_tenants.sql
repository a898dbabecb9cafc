-- Tenants as seen by their people: names, units, posts, places.

create table biz.tenant (
  tenant_id int primary key,
  city_id int not null,
  slug text not null,
  kind text not null check (kind in ('city', 'county', 'zone')),
  mode text not null check (mode in ('city_command', 'county_command')),
  name text not null,
  name_en text not null,
  code text,
  code_history jsonb not null default '[]',
  rank_group text check (rank_group in ('county', 'zone')),
  time_zone text not null default 'Asia/Shanghai',
  calendar_id text not null,
  config_version int not null default 1,
  unique (tenant_id, city_id)
);
comment on table biz.tenant is 'A city, a county or a functional zone.';
comment on column biz.tenant.mode is 'city_command: commanded from the city centre; county_command: two-level command.';
comment on column biz.tenant.code is 'National six-digit code; functional zones have none.';
comment on column biz.tenant.code_history is 'Earlier codes: [{"code":"510922","name":"射洪县","until":"2019-..."}].';
comment on column biz.tenant.rank_group is 'Regions are ranked inside their group only; null for the city itself.';
comment on column biz.tenant.config_version is 'Grows with every change of grid, mapping or rules; caches are keyed by it.';
call migration.protect('biz.tenant');
call migration.allow('gw_county', 'select', 'biz.tenant', 'own');
call migration.allow('gw_city', 'select', 'biz.tenant', 'city');
call migration.allow('ingest', 'select', 'biz.tenant', 'own');
call migration.allow('rollup', 'select', 'biz.tenant', 'city');

create table biz.unit (
  tenant_id int not null,
  city_id int not null,
  id int not null,
  kind text not null check (kind in
    ('centre', 'sub_centre', 'department', 'street', 'squad', 'utility', 'company', 'collection_company')),
  parent_id int,
  name text not null,
  name_history jsonb not null default '[]',
  from_day date not null,
  to_day date,
  primary key (tenant_id, id),
  constraint unit_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id),
  constraint unit_parent foreign key (tenant_id, parent_id) references biz.unit (tenant_id, id)
);
comment on table biz.unit is 'Everybody who can be made responsible. City-level bodies are units of the city tenant.';
comment on column biz.unit.id is 'Unique over all tenants, from control.counter.';
call migration.protect('biz.unit');
call migration.allow('gw_county', 'select', 'biz.unit', 'own');
call migration.allow('gw_city', 'select', 'biz.unit', 'city');
call migration.allow('ingest', 'select', 'biz.unit', 'own');

create table biz.person (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  name text not null,
  primary key (tenant_id, id),
  constraint person_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.person is 'Somebody who works for the tenant.';
call migration.protect('biz.person');
call migration.allow('gw_county', 'select', 'biz.person', 'own');
call migration.allow('gw_city', 'select', 'biz.person', 'own');

create table biz.post (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  person_id uuid not null,
  unit_id int not null,
  post text not null check (post in ('collector', 'acceptor', 'shift_leader', 'dispatcher', 'department', 'worker',
    'inspector', 'leader', 'assessor', 'data_officer')),
  from_at timestamptz not null,
  to_at timestamptz,
  primary key (tenant_id, id),
  constraint post_person foreign key (tenant_id, person_id) references biz.person (tenant_id, id),
  constraint post_unit foreign key (tenant_id, unit_id) references biz.unit (tenant_id, id)
);
comment on table biz.post is 'A person''s post in a unit, with dates. No current post = no rights.';
comment on column biz.post.post is 'assessor = 综合评价 post of the centre, data_officer = uploads and answers for the data.';
create index post_person on biz.post (tenant_id, person_id);
call migration.protect('biz.post');
call migration.allow('gw_county', 'select', 'biz.post', 'own');
call migration.allow('gw_city', 'select', 'biz.post', 'own');

create table biz.area (
  tenant_id int not null,
  city_id int not null,
  id int not null,
  level text not null check (level in ('county', 'street', 'community')),
  parent_id int,
  code text,
  name text not null,
  outline jsonb not null,
  is_schematic boolean not null,
  primary key (tenant_id, id),
  constraint area_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id),
  constraint area_parent foreign key (tenant_id, parent_id) references biz.area (tenant_id, id)
);
comment on table biz.area is 'Administrative areas with their outline.';
comment on column biz.area.outline is 'GeoJSON geometry (Polygon or MultiPolygon), WGS-84 degrees.';
comment on column biz.area.is_schematic is 'True: drawn by us, 示意图, not a surveyed boundary.';
call migration.protect('biz.area');
call migration.allow('gw_county', 'select', 'biz.area', 'own');
call migration.allow('gw_city', 'select', 'biz.area', 'city');
call migration.allow('ingest', 'select', 'biz.area', 'own');
call migration.allow('rollup', 'select', 'biz.area', 'own');

create table biz.grid_cell (
  tenant_id int not null,
  city_id int not null,
  id int not null,
  code text not null,
  area_class smallint not null check (area_class in (1, 2)),
  outline jsonb not null,
  from_day date not null,
  to_day date,
  primary key (tenant_id, id),
  unique (tenant_id, code),
  constraint grid_cell_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.grid_cell is 'Unit grid 单元网格, about 10,000 m². Never overwritten: a change ends the old cell.';
comment on column biz.grid_cell.area_class is '一类 / 二类区域: bins of the case count differ.';
comment on column biz.grid_cell.outline is 'GeoJSON Polygon, WGS-84 degrees.';
create index grid_cell_city on biz.grid_cell (city_id);
call migration.protect('biz.grid_cell');
call migration.allow('gw_county', 'select', 'biz.grid_cell', 'own');
call migration.allow('gw_city', 'select', 'biz.grid_cell', 'city');
call migration.allow('ingest', 'select', 'biz.grid_cell', 'own');
call migration.allow('rollup', 'select', 'biz.grid_cell', 'own');
