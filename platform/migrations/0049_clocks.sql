-- The clocks of every step: what is projected of them, and how the desks learn of due and warning moments (docs/decisions/0033).
grant update (step_due_at, warn_at, resume_at) on biz."case" to rollup;
comment on column biz."case".step_due_at is 'Deadline of the running step; due_at is that of the disposal. Null while its clock stands.';
comment on column biz."case".warn_at is 'When 80 % of the limit of the running step are used.';
comment on table biz.case_turn is 'One row per clock that ran on a case: the figures of departments and posts. Projected from events; of uploads, the disposal clocks.';
create index case_warn on biz."case" (tenant_id, warn_at) where warn_at is not null;
create index assignment_warn on biz.assignment (tenant_id, warn_at) where state in ('open', 'accepted');

create table biz.due_sweep (
  tenant_id int primary key,
  city_id int not null,
  swept_to timestamptz not null
);
comment on table biz.due_sweep is 'Up to when the desks were notified of due and warning moments; one row per tenant.';
call migration.protect('biz.due_sweep');
alter table biz.due_sweep add constraint due_sweep_tenant foreign key (tenant_id, city_id) references biz.tenant (tenant_id, city_id);
call migration.allow('clerk', 'select', 'biz.due_sweep', 'own');
call migration.allow('clerk', 'insert', 'biz.due_sweep', 'own');
call migration.allow('clerk', 'update', 'biz.due_sweep', 'own');

-- What is being worked has a deadline of its step from now on: it is projected anew.
insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
  select tenant_id, city_id, md5('step due ' || id::text)::uuid, id, holder_unit_id
  from biz."case" where state = 'disposing' and due_at is not null
  on conflict do nothing;
