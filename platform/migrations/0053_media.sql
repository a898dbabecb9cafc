-- Photographs and papers: a file a body has uploaded, and what a case shows of it (docs/decisions/0035).
create table biz.media (
  tenant_id int not null,
  city_id int not null,
  by_unit_id int not null,
  sha256 text not null,
  original_sha256 text not null,
  byte_count int not null,
  type text not null,
  width int,
  height int,
  taken_at timestamptz,
  longitude float8,
  latitude float8,
  actor text not null,
  received_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, by_unit_id, sha256)
);
comment on table biz.media is
  'A photograph or paper that a body uploaded. Only that body knows it, until an act shows it on a case.';
comment on column biz.media.sha256 is 'Of the copy that is served: upright and without metadata. Names the file.';
comment on column biz.media.original_sha256 is 'Of the bytes as they came, which are not kept.';
comment on column biz.media.taken_at is 'From EXIF, likewise the position in WGS-84 degrees: what the camera says, unproven.';
comment on column biz.media.actor is 'Login that sent it.';
comment on column biz.media.received_at is 'When it came, the last time if it came again.';
comment on column biz.media.used_at is 'When an act or report used it first; null = removed a day after it came.';
create index media_file on biz.media (tenant_id, sha256);
create index media_unused on biz.media (tenant_id, received_at) where used_at is null;
call migration.protect('biz.media');
alter table biz.media add constraint media_body foreign key (tenant_id, by_unit_id) references biz.body (tenant_id, unit_id);
alter table biz.media add constraint media_type
  check (type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf'));
call migration.allow('gw_county', 'select', 'biz.media', 'own by me');
call migration.allow('gw_county', 'insert', 'biz.media', 'own by me');
call migration.allow('gw_county', 'update', 'biz.media', 'own by me', null, 'received_at, used_at');
call migration.allow('gw_city', 'select', 'biz.media', 'own by me');
call migration.allow('gw_city', 'insert', 'biz.media', 'own by me');
call migration.allow('gw_city', 'update', 'biz.media', 'own by me', null, 'received_at, used_at');
call migration.allow('gw_unit', 'select', 'biz.media', 'own by me');
call migration.allow('gw_unit', 'insert', 'biz.media', 'own by me');
call migration.allow('gw_unit', 'update', 'biz.media', 'own by me', null, 'received_at, used_at');
-- The worker removes what nobody used, and its file when no upload has the same bytes.
call migration.allow('ingest', 'select', 'biz.media', 'own');
call migration.allow('ingest', 'delete', 'biz.media', 'own');

-- What a body that may see a file must know of it, because it cannot read the upload of another body.
alter table biz.case_media add column home_id int;
alter table biz.case_media add column from_unit_id int;
alter table biz.case_media add column unit_name text not null default '';
alter table biz.case_media add column type text not null default 'image/jpeg';
alter table biz.case_media add column width int;
alter table biz.case_media add column height int;
alter table biz.case_media add column taken_at timestamptz;
alter table biz.case_media add column longitude float8;
alter table biz.case_media add column latitude float8;
update biz.case_media set home_id = tenant_id, from_unit_id = by_unit_id;
alter table biz.case_media alter column home_id set not null;
alter table biz.case_media alter column from_unit_id set not null;
alter table biz.case_media alter column unit_name drop default;
alter table biz.case_media alter column type drop default;
comment on column biz.case_media.by_unit_id is 'The body that showed it to this one.';
comment on column biz.case_media.home_id is 'Tenant whose file it is: that of the body it comes from.';
comment on column biz.case_media.from_unit_id is 'The body it comes from.';
comment on column biz.case_media.unit_name is 'Name of that body, as it was then.';
comment on column biz.case_media.taken_at is 'From EXIF, likewise the position in WGS-84 degrees: what the camera says, unproven.';
alter table biz.case_media add constraint case_media_home check (home_id in (tenant_id, city_id));
alter table biz.case_media add constraint case_media_usage
  check (usage in ('before', 'after', 'verify', 'check', 'document'));
alter table biz.case_media add constraint case_media_from foreign key (tenant_id, from_unit_id)
  references biz.body (tenant_id, unit_id);

-- One row a file, however many bodies may see it; the row of the body it comes from where the reader has that.
create view api.case_media with (security_invoker = true) as
  select distinct on (tenant_id, city_id, case_id, sha256)
    tenant_id, city_id, case_id, sha256, usage, type, width, height, taken_at, longitude, latitude, unit_name, added_at
  from biz.case_media
  order by tenant_id, city_id, case_id, sha256, (unit_id = from_unit_id) desc, added_at;
comment on view api.case_media is E'@primaryKey tenant_id,case_id,sha256\n@behavior -query:resource:single\nA photograph or paper on a case.';
comment on column api.case_media.tenant_id is '@notNull';
comment on column api.case_media.city_id is '@notNull';
comment on column api.case_media.case_id is '@notNull';
comment on column api.case_media.sha256 is E'@notNull\nNames it at /media/:tenantId/:caseId/:sha256.';
comment on column api.case_media.usage is E'@notNull\nWhat it shows: before, after, verify, check, document.';
comment on column api.case_media.type is E'@notNull\nimage/jpeg, image/png, image/webp or application/pdf.';
comment on column api.case_media.width is 'Pixels, upright; null for a paper.';
comment on column api.case_media.taken_at is 'What the camera says, unproven; null where it says nothing.';
comment on column api.case_media.longitude is 'Where the camera says it was, WGS-84 degrees; null where it says nothing.';
comment on column api.case_media.unit_name is E'@notNull\nThe body it comes from.';
comment on column api.case_media.added_at is E'@notNull\nWhen it came onto the case.';
grant select on api.case_media to gw_city, gw_county, gw_unit;
