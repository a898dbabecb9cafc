-- Source systems and how their exports are read.

create table biz.source_system (
  tenant_id int not null,
  city_id int not null,
  id int not null,
  code text not null,
  name text not null,
  catalogue_id text not null references lookup.catalogue (id),
  primary key (tenant_id, id),
  unique (tenant_id, code),
  constraint source_system_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.source_system is 'A system that uploads. Its cases stay in the catalogue declared here.';
call migration.protect('biz.source_system');
call migration.allow('gw_county', 'select', 'biz.source_system', 'own');
call migration.allow('gw_city', 'select', 'biz.source_system', 'city');
call migration.allow('ingest', 'select', 'biz.source_system', 'own');

create table biz.mapping (
  tenant_id int not null,
  city_id int not null,
  source_id int not null,
  version int not null,
  document jsonb not null,
  hash text not null,
  from_at timestamptz not null,
  primary key (tenant_id, source_id, version),
  constraint mapping_source foreign key (tenant_id, source_id) references biz.source_system (tenant_id, id)
);
comment on table biz.mapping is 'Declarative mapping of one source system, append-only; every row keeps the version it was read with.';
comment on column biz.mapping.hash is 'Hex sha256 of the canonical document: the same document is not a new version.';
call migration.protect('biz.mapping');
call migration.allow('gw_county', 'select', 'biz.mapping', 'own');
call migration.allow('gw_city', 'select', 'biz.mapping', 'city');
call migration.allow('ingest', 'select', 'biz.mapping', 'own');
call migration.allow('ingest', 'insert', 'biz.mapping', 'own');
