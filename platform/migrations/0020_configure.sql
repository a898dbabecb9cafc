-- What an installation is configured by: names people sign in with, accounts of the embedded identity provider with their
-- one-time passwords, operators, and what the role of the operator may write.

alter table biz.person add column username text;
alter table biz.person add constraint person_username unique (tenant_id, username);
comment on column biz.person.username is 'What the person signs in with, the key of the manifest. Null for people of homes older than manifests.';

create table control.operator (
  name text primary key,
  created_at timestamptz not null,
  created_by text,
  disabled_at timestamptz
);
comment on table control.operator is 'Who keeps the installation. They belong to no tenant and act by becoming the one concerned.';
comment on column control.operator.name is 'Name in control.account and, as operator:name, in the audit.';

create table control.account (
  username text primary key,
  kind text not null check (kind in ('person', 'client', 'operator')),
  subject text not null unique,
  tenant_slug text,
  secret_hash text not null,
  is_one_time boolean not null,
  expires_at timestamptz,
  changed_at timestamptz not null,
  constraint account_tenant check ((tenant_slug is null) = (kind = 'operator')),
  constraint account_one_time check (is_one_time = (expires_at is not null))
);
comment on table control.account is 'Accounts of the embedded identity provider beside those of its realm file. Keycloak has its own.';
comment on column control.account.username is 'Name of the person, or id of the machine client.';
comment on column control.account.tenant_slug is 'Value of the signed claim "tenant"; null for operators.';
comment on column control.account.secret_hash is 'scrypt$log2(N)$r$p$salt$hash, the last two in base64url.';
comment on column control.account.is_one_time is 'True until the person has chosen a password.';
comment on column control.account.expires_at is 'A one-time password is refused from then on.';

grant usage on schema control to gw_accounts;
grant select, update on control.account to gw_accounts;

grant usage on schema control to gw_operator;
grant select, insert, update on control.tenant, control.counter, control.login, control.machine_client to gw_operator;
grant select, insert, update on control.account, control.operator to gw_operator;
grant select on all tables in schema lookup to gw_operator;

call migration.allow('gw_operator', 'select', 'biz.tenant', 'city');
call migration.allow('gw_operator', 'insert', 'biz.tenant', 'own');
call migration.allow('gw_operator', 'update', 'biz.tenant', 'city');
call migration.allow('gw_operator', 'select', 'biz.unit', 'own');
call migration.allow('gw_operator', 'insert', 'biz.unit', 'own');
call migration.allow('gw_operator', 'update', 'biz.unit', 'own');
call migration.allow('gw_operator', 'select', 'biz.body', 'city');
call migration.allow('gw_operator', 'insert', 'biz.body', 'city');
call migration.allow('gw_operator', 'update', 'biz.body', 'city');
call migration.allow('gw_operator', 'select', 'biz.person', 'own');
call migration.allow('gw_operator', 'insert', 'biz.person', 'own');
call migration.allow('gw_operator', 'update', 'biz.person', 'own');
call migration.allow('gw_operator', 'select', 'biz.post', 'own');
call migration.allow('gw_operator', 'insert', 'biz.post', 'own');
call migration.allow('gw_operator', 'update', 'biz.post', 'own');
call migration.allow('gw_operator', 'select', 'biz.area', 'own');
call migration.allow('gw_operator', 'insert', 'biz.area', 'own');
call migration.allow('gw_operator', 'update', 'biz.area', 'own');
call migration.allow('gw_operator', 'select', 'biz.grid_cell', 'own');
call migration.allow('gw_operator', 'insert', 'biz.grid_cell', 'own');
call migration.allow('gw_operator', 'update', 'biz.grid_cell', 'own');
call migration.allow('gw_operator', 'select', 'biz.source_system', 'own');
call migration.allow('gw_operator', 'insert', 'biz.source_system', 'own');
call migration.allow('gw_operator', 'update', 'biz.source_system', 'own');
call migration.allow('gw_operator', 'select', 'biz.mapping', 'own');
call migration.allow('gw_operator', 'insert', 'biz.mapping', 'own');
call migration.allow('gw_operator', 'insert', 'biz.period_cut', 'own');
call migration.allow('gw_operator', 'insert', 'biz.audit', 'own');
call migration.allow('gw_operator', 'select', 'biz."case"', 'own');

-- Values a scheme cannot count: points given by the centre, satisfaction. Entered by the city for each member.
create table biz.scheme_input (
  tenant_id int not null,
  city_id int not null,
  period_id uuid not null,
  name text not null,
  value text not null check (value ~ '^-?[0-9]{1,9}([.][0-9]{1,9})?$'),
  reason text not null check (reason <> ''),
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (tenant_id, period_id, name)
);
comment on table biz.scheme_input is 'Values of a scheme''s inputs by member and period, as entered by the city. No more once the period closes.';
comment on column biz.scheme_input.tenant_id is 'The member the value is about.';
comment on column biz.scheme_input.period_id is 'Period of the city; no key, because its row lies with the city.';
comment on column biz.scheme_input.value is 'Exact decimal as text: 0.4 is no binary fraction.';
comment on column biz.scheme_input.reason is 'Where the value comes from, for whoever doubts it.';
comment on column biz.scheme_input.entered_by is 'Login or operator; never a personal name.';
call migration.protect('biz.scheme_input');
alter table biz.scheme_input add constraint scheme_input_tenant foreign key (tenant_id, city_id)
  references biz.tenant (tenant_id, city_id);
call migration.allow('gw_county', 'select', 'biz.scheme_input', 'own');
call migration.allow('gw_city', 'select', 'biz.scheme_input', 'city');
call migration.allow('gw_city', 'insert', 'biz.scheme_input', 'city');
call migration.allow('gw_city', 'update', 'biz.scheme_input', 'city');
call migration.allow('rollup', 'select', 'biz.scheme_input', 'own');

-- Limits of a tenant's own: an effective row says whose manifest it comes from, so that each can be changed by itself.
alter table biz.limit_rule add column origin_id int;
comment on column biz.limit_rule.origin_id is 'Tenant whose manifest says so: itself, or its city. Null in homes older than manifests.';
call migration.allow('gw_operator', 'select', 'biz.limit_rule', 'city');
call migration.allow('gw_operator', 'insert', 'biz.limit_rule', 'city');
call migration.allow('gw_operator', 'update', 'biz.limit_rule', 'city');
