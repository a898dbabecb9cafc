-- What is projected of a case beside its picture: its clocks as rows, and whether it ever was suspended, also before it began
-- again.
alter table biz.case_fact add column ever_suspended boolean not null default false;
comment on column biz.case_fact.ever_suspended is 'Was suspended at some time, also before it was dispatched again; a suspension taken back does not count.';
comment on column biz.case_fact.collector_unit_id is 'Collection company whose collector reported it. Null: no field of an upload names one yet.';
update biz.case_fact set ever_suspended = true where suspended_at is not null;
comment on table biz.case_turn is 'One row per clock that ran on a case: the figures of departments and posts. Projected from events; of uploads, the disposal clocks.';
-- Clocks were no rows before: every case is projected anew.
insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
  select f.tenant_id, f.city_id, md5('turns ' || f.case_id::text)::uuid, f.case_id, c.holder_unit_id
  from biz.case_fact f join biz."case" c on c.tenant_id = f.tenant_id and c.id = f.case_id
  on conflict do nothing;
