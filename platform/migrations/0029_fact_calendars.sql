-- A fact names the calendar it was computed under, not a version number alone: a tenant may be given another calendar.
alter table biz.case_fact add column calendar_id text not null default '';
comment on column biz.case_fact.calendar_id is 'Calendar the instants were computed under, in calendar_version; empty = before it was kept.';
-- Where there never was another calendar, it is that. The worker brings the rest under the one in force.
update biz.case_fact f set calendar_id = k.id
  from (select t.tenant_id, min(c.id) as id from biz.tenant t cross join lookup.calendar c
    group by t.tenant_id having count(distinct c.id) = 1) k
  where k.tenant_id = f.tenant_id;
-- Finds the facts before and after the calendar in force, or that there are none, without looking at those under it.
drop index biz.case_fact_calendar;
create index case_fact_calendar on biz.case_fact (tenant_id, calendar_id, calendar_version);
-- Case, fact and turns are refreshed in one transaction: of the case what its events decide, not who holds it.
call migration.allow('rollup', 'update', 'biz."case"', 'own', null,
  'class_id, kind, source_code, source_group, address, description, longitude, latitude, original_x, original_y,
   original_crs, cell_id, street_id, community_id, unit_name, lead_unit_id, rule_id, limit_value, limit_unit,
   reported_at, filed_at, dispatched_at, disposed_at, suspended_at, resumed_at, extended_at, closed_at,
   refused_at, voided_at, closing_type, self_handled, rework_count, extension_count, claimed_due_at,
   claimed_overdue, stage, state, tile, due_at, due_provisional');
