-- A caller is found by his number without anybody reading numbers: a keyed digest stands beside it (decisions/0037).

create table control.secret (
  name text primary key,
  value text not null,
  made_at timestamptz not null
);
comment on table control.secret is 'Keys of the installation, made when first needed. They belong to the data: a backup holds them.';
comment on column control.secret.value is '32 random bytes in base64.';
grant select, insert on control.secret to gw_identity;

alter table biz.case_person add column phone_digest text;
comment on column biz.case_person.phone_digest is
  'HMAC-SHA256 of city and number under control.secret ''phone''; equal for equal numbers of a city.';
create index case_person_caller on biz.case_person (tenant_id, phone_digest) where phone_digest is not null;
create index case_person_city_caller on biz.case_person (city_id, phone_digest) where phone_digest is not null;
alter table biz.case_person add constraint case_person_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);

-- Desks write down who called, and read which cases a number has: never the name or the number.
call migration.allow('gw_county', 'insert', 'biz.case_person', 'own');
call migration.allow('gw_city', 'insert', 'biz.case_person', 'city');
call migration.allow('gw_county', 'select', 'biz.case_person', 'own', null, 'tenant_id, city_id, case_id, phone_digest');
call migration.allow('gw_city', 'select', 'biz.case_person', 'city', null, 'tenant_id, city_id, case_id, phone_digest');
