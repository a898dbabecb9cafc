-- Occurrences: an extension has a time of its own, old events sent anew amend the one they put right, and a report says who
-- holds the case under which number, so that a case is rebuilt from its events alone.

alter table biz."case" add column extended_at timestamptz;
comment on column biz."case".extended_at is 'When the latest approved extension was asked for, else granted.';

-- Before this, a step sent again with another time was written as a second event of its kind.
update biz.case_event e set amends = earlier.id
  from (
    select tenant_id, case_id, id as later_id,
      lag(id) over (partition by tenant_id, case_id, kind order by recorded_at, id) as id
    from biz.case_event
    where kind in ('reported', 'filed', 'dispatched', 'disposed', 'suspended', 'resumed', 'closed', 'refused', 'voided')
  ) earlier
  where earlier.tenant_id = e.tenant_id and earlier.later_id = e.id and earlier.id is not null and e.amends is null;

-- Uploads have no mode; number and holder are those of the case. (Written as text, because jsonb_build_object is not
-- immutable.)
update biz.case_event e
  set data = e.data || ('{"caseNo":"' || c.case_no || '","holderId":' || c.holder_id::text
    || ',"holderUnitId":' || c.holder_unit_id::text || ',"modeFrom":null}')::jsonb
  from biz."case" c
  where c.tenant_id = e.tenant_id and c.id = e.case_id and e.kind = 'reported' and e.amends is null;

-- What the clock says now of the one suspension an old case may have: see cases/clock.ts.
update biz.case_fact
  set pause_ms = (1000 * extract(epoch from
    case when resumed_at >= suspended_at then resumed_at when disposed_at >= suspended_at then disposed_at else closed_at end
      - greatest(suspended_at, coalesce(dispatched_at, filed_at))))::bigint
  where coalesce(dispatched_at, filed_at) is not null and (due_at is null or suspended_at < due_at)
    and case when resumed_at >= suspended_at then resumed_at when disposed_at >= suspended_at then disposed_at
      when closed_at >= suspended_at then closed_at end > greatest(suspended_at, coalesce(dispatched_at, filed_at));

create or replace view api.case_event with (security_invoker = true) as
  select tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, unit_name, post, data, batch_id, row_no,
    is_late, amends
  from biz.case_event;
