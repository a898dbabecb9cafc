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
  primary key (tenant_id, id),
  constraint audit_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id)
);
comment on table biz.audit is 'Append-only: nobody may update or delete. Chained afterwards by biz.audit_seal.';
comment on column biz.audit.actor is 'Login or machine client; never a personal name.';
create index audit_recent on biz.audit (tenant_id, at);
call migration.protect('biz.audit');
call migration.allow('gw_county', 'select', 'biz.audit', 'own');
call migration.allow('gw_county', 'insert', 'biz.audit', 'own');
call migration.allow('gw_city', 'select', 'biz.audit', 'city');
call migration.allow('gw_city', 'insert', 'biz.audit', 'own');
call migration.allow('ingest', 'insert', 'biz.audit', 'own');
call migration.allow('rollup', 'select', 'biz.audit', 'own');
call migration.allow('rollup', 'insert', 'biz.audit', 'own');

create table biz.audit_seal (
  tenant_id int not null,
  city_id int not null,
  chain_no int not null,
  audit_id uuid not null,
  at timestamptz not null,
  prev_hash text not null,
  hash text not null,
  primary key (tenant_id, chain_no),
  constraint audit_seal_once unique (tenant_id, audit_id),
  constraint audit_seal_row foreign key (tenant_id, audit_id) references biz.audit (tenant_id, id)
);
comment on table biz.audit_seal is 'The chain over the audit of a tenant, written by a job so that no act waits for the chain head.';
comment on column biz.audit_seal.chain_no is 'Place in the chain, from 1 without gaps.';
comment on column biz.audit_seal.at is 'Time of the sealed row, not of sealing: where the next sealing looks on from.';
comment on column biz.audit_seal.hash is 'Hex sha256 over prev_hash and every field of the row, see audit/seal-hash.ts.';
call migration.protect('biz.audit_seal');
call migration.allow('gw_county', 'select', 'biz.audit_seal', 'own');
call migration.allow('gw_city', 'select', 'biz.audit_seal', 'city');
call migration.allow('rollup', 'select', 'biz.audit_seal', 'own');
call migration.allow('rollup', 'insert', 'biz.audit_seal', 'own');
