-- What came of a case in the words of its sender, times that are known by their day only, and metres of a zone as they were sent.
alter table biz."case" add column result text;
comment on column biz."case".result is 'What came of it, in the words of those who did the work.';
alter table biz."case" add column inexact_times text;
comment on column biz."case".inexact_times is
  'Steps whose time is not exact: `closed:day` by its day only, `closed:unknown` not at all, the moment of receipt stands in. Null when all are.';
alter table biz."case" drop constraint case_original_crs_check;
alter table biz."case" add constraint case_original_crs_check
  check (original_crs in ('WGS84', 'GCJ02', 'BD09', 'CGCS2000') or original_crs ~ '^EPSG:4[45][0-9][0-9]$');

create or replace view api."case" with (security_invoker = true) as
  select tenant_id, city_id, id, holder_id, case_no, stage, kind, class_id, source_code, source_group, address,
    description, longitude, latitude, original_x, original_y, original_crs, tile, cell_id, unit_name, rule_id,
    limit_value, limit_unit, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at,
    suspended_at, resumed_at, due_at, due_provisional, closing_type, self_handled, rework_count, extension_count,
    claimed_due_at, claimed_overdue, created_at, updated_at,
    state, version, holder_unit_id, lead_unit_id, supervision_unit_id, command_unit_id, step_due_at, warn_at, resume_at,
    urgent, coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz) as queue_at, result, inexact_times
  from biz."case";
comment on column api."case".result is 'What came of it, in the words of those who did the work.';
comment on column api."case".inexact_times is
  E'Steps whose time is not exact: `closed:day` by its day only, `closed:unknown` not at all (the moment of receipt stands in).';
grant update (result, inexact_times) on biz."case" to rollup;
