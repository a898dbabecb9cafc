-- Who did what, in the transaction of the act itself.

create table biz.audit (
  tenant_id int not null,
  city_id int not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  data jsonb not null,
  prev_hash text,
  hash text,
  primary key (tenant_id, id),
  constraint audit_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.audit is 'Append-only. A sealer chains the rows afterwards, so no county waits for its chain head.';
comment on column biz.audit.actor is 'Login or machine client; never a personal name.';
comment on column biz.audit.hash is 'Set by the sealer: sha256 over prev_hash and the row.';
call migration.protect('biz.audit');
call migration.allow('gw_county', 'select', 'biz.audit', 'own');
call migration.allow('gw_county', 'insert', 'biz.audit', 'own');
call migration.allow('gw_city', 'select', 'biz.audit', 'city');
call migration.allow('gw_city', 'insert', 'biz.audit', 'own');
call migration.allow('ingest', 'insert', 'biz.audit', 'own');
call migration.allow('rollup', 'insert', 'biz.audit', 'own');
