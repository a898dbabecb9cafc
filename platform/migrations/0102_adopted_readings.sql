-- Where the sources of a scheme leave something open, the scheme has our reading of it. A city takes such a reading over, once: a
-- later version that reads it alike needs no other decision (record 0069).
create table biz.scheme_adoption (
  tenant_id int not null,
  city_id int not null,
  scheme_id text not null,
  name text not null,
  hash text not null,
  version int not null,
  reason text not null check (reason <> ''),
  adopted_at timestamptz not null,
  adopted_by text not null,
  by_person_id uuid,
  by_post text,
  primary key (tenant_id, scheme_id, name, hash)
);
comment on table biz.scheme_adoption is 'Readings of a scheme that its city has taken over. Append-only; figures know nothing of it.';
comment on column biz.scheme_adoption.name is 'Which reading, as its place in the document: belonging, definitions.total.parts.closing_points.';
comment on column biz.scheme_adoption.hash is 'Hex sha256 of what the document says there, without its words: another rule under the name waits again.';
comment on column biz.scheme_adoption.version is 'The version that was decided on.';
comment on column biz.scheme_adoption.reason is 'In the words of whoever decided, for every county to read.';
comment on column biz.scheme_adoption.adopted_by is 'Login; never a personal name.';
comment on column biz.scheme_adoption.by_person_id is 'The person of the city who decided.';
comment on column biz.scheme_adoption.by_post is 'Post the person acted in.';
call migration.protect('biz.scheme_adoption');
alter table biz.scheme_adoption add constraint scheme_adoption_scheme foreign key (tenant_id, scheme_id, version)
  references biz.scheme (tenant_id, id, version);
alter table biz.scheme_adoption add constraint scheme_adoption_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
create index scheme_adoption_of_version on biz.scheme_adoption (tenant_id, scheme_id, version);
call migration.allow('gw_city', 'select', 'biz.scheme_adoption', 'own');
call migration.allow('gw_city', 'insert', 'biz.scheme_adoption', 'own');
call migration.allow('gw_county', 'select', 'biz.scheme_adoption', 'published');
