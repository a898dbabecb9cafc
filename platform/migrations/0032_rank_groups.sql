-- The group a result was scored and ranked in stays with it: a tenant may be moved to another one later.
alter table biz.result add column rank_group text;
comment on column biz.result.rank_group is 'Group the member was in; of a frozen result for good. Null where it was in none.';
update biz.result r set rank_group = t.rank_group from biz.tenant t where t.tenant_id = r.tenant_id;
alter table biz.result add constraint result_rank_group check (rank_group in ('county', 'zone'));

create or replace view api.result with (security_invoker = true) as
  select tenant_id, city_id, period_id, state, is_frozen, score, grade, rank, rank_of, no_data_reason, last_data_at,
    document, pinned, cut_at, hash, snapshot, rank_group
  from biz.result where object_kind = 'region' and superseded_at is null;
comment on column api.result.rank_group is 'Group it was scored and ranked in, whatever group the tenant is in today.';
