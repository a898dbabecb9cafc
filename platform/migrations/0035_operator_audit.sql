-- What operators do to the installation as a whole. What they do to a tenant stands in the audit of that tenant.
create table control.operator_audit (
  id uuid primary key,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subject text not null,
  data jsonb not null
);
comment on table control.operator_audit is 'Acts of operators that belong to no tenant, written in the transaction of the act.';
comment on column control.operator_audit.actor is 'operator:name; installation for the first operator, whom nobody made.';
grant select, insert on control.operator_audit to gw_operator;
