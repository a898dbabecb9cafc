-- The cases a figure counted, one row each, so that a long list of them goes on from a row: the same lists as api.result_list.
create view api.counted_case with (security_invoker = true) as
  select l.tenant_id, l.city_id, l.period_id, l.counter, counted.case_id
  from biz.result_list l
  join biz.result r on r.tenant_id = l.tenant_id and r.period_id = l.period_id and r.snapshot = l.snapshot
    and r.object_kind = l.object_kind and r.object_id = l.object_id
  cross join lateral unnest(l.case_ids) as counted (case_id)
  where l.object_kind = 'region' and r.superseded_at is null;
comment on view api.counted_case is E'@primaryKey tenant_id,period_id,counter,case_id\n@foreignKey (tenant_id, case_id) references api.case (tenant_id, id)|@fieldName case\n@behavior -query:resource:single\nA case that a figure counted.';
comment on column api.counted_case.tenant_id is '@notNull';
comment on column api.counted_case.city_id is '@notNull';
comment on column api.counted_case.period_id is '@notNull';
comment on column api.counted_case.counter is '@notNull';
comment on column api.counted_case.case_id is '@notNull';
grant select on api.counted_case to gw_city, gw_county;
