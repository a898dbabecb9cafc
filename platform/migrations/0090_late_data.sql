-- What is late is late for the snapshot in force: what a period that was opened again has counted is late no more.
create or replace view api.case_event with (security_invoker = true) as
  select e.tenant_id, e.city_id, e.id, e.case_id, e.kind, e.occurred_at, e.recorded_at, e.unit_name, e.post, e.data, e.batch_id,
    e.row_no,
    coalesce(exists (select from unnest(k.epochs, k.froms, k.tos) as closing(epoch, from_at, to_at)
      where closing.epoch < e.epoch and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end >= closing.from_at
        and case when e.kind = 'corrected' then c.reported_at else e.occurred_at end < closing.to_at), false) as is_late,
    e.amends, e.by_unit_id, e.person_id, e.version, e.assignment_id
  from biz.case_event e
  join biz."case" c on c.tenant_id = e.tenant_id and c.id = e.case_id
  left join (select tenant_id, array_agg(epoch) as epochs, array_agg(from_at) as froms, array_agg(to_at) as tos
    from (select tenant_id, period_id, max(epoch) as epoch, max(from_at) as from_at, max(to_at) as to_at
      from biz.closing group by tenant_id, period_id) latest
    group by tenant_id) k on k.tenant_id = e.tenant_id;

-- A suspended case belongs to the day of the deadline it had when it was suspended: projected anew.
comment on column biz.case_fact.due_day is 'Day of the deadline; while a suspension goes on, of the deadline it had before.';
insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
  select f.tenant_id, f.city_id, md5('held ' || f.case_id::text)::uuid, f.case_id, c.holder_unit_id
  from biz.case_fact f join biz."case" c on c.tenant_id = f.tenant_id and c.id = f.case_id
  where f.suspended_at is not null and f.closed_at is null
  on conflict do nothing;
