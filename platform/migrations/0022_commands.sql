-- Answers of commands under the key their sender chose: the same key again answers the same and does nothing twice.

create table biz.command (
  tenant_id int not null,
  city_id int not null,
  by_unit_id int not null,
  actor text not null,
  key text not null,
  name text not null,
  input_hash text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (tenant_id, actor, key)
);
comment on table biz.command is 'Commands sent with an idempotency key, and what was answered. Kept for a week.';
comment on column biz.command.by_unit_id is 'The body the sender acted for: no other body reads its answers.';
comment on column biz.command.actor is 'Login or machine client: a key belongs to its sender.';
comment on column biz.command.input_hash is 'Hex sha256 of the canonical input: one key, one input.';
create index command_age on biz.command (tenant_id, at);
call migration.protect('biz.command');
alter table biz.command add constraint command_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.command', 'own by me');
call migration.allow('gw_county', 'insert', 'biz.command', 'own by me');
call migration.allow('gw_city', 'select', 'biz.command', 'own by me');
call migration.allow('gw_city', 'insert', 'biz.command', 'own by me');
call migration.allow('ingest', 'select', 'biz.command', 'own');
call migration.allow('ingest', 'insert', 'biz.command', 'own');
call migration.allow('rollup', 'select', 'biz.command', 'own');
call migration.allow('rollup', 'delete', 'biz.command', 'own');
call migration.allow('gw_unit', 'select', 'biz.command', 'own by me');
call migration.allow('gw_unit', 'insert', 'biz.command', 'own by me');
