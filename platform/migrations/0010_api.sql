-- What GraphQL serves: security-invoker views and functions over them. Keys and relations are told to PostGraphile by
-- smart tags, because views have no keys of their own. Lists of tenant rows are reached only through functions whose
-- first argument is the tenant (or the city): so every statement names it beside row-level security, as Citus needs.

create view api.tenant with (security_invoker = true) as
  select tenant_id, city_id, slug, kind, mode, name, name_en, code, rank_group from biz.tenant;
comment on view api.tenant is E'@primaryKey tenant_id\nA city, a county or a functional zone.';

create view api.class with (security_invoker = true) as
  select id, catalogue_id, kind, category_code, category_name, class_code, class_name, provenance from lookup.class;
comment on view api.class is E'@primaryKey id\nA class 小类 of components or events.';

create view api.case_rule with (security_invoker = true) as
  select id, class_id, condition, limit_value, limit_unit, closing_condition, responsible_unit_kind, source
  from lookup.case_rule;
comment on view api.case_rule is E'@primaryKey id\n@foreignKey (class_id) references api.class (id)|@fieldName class|@foreignFieldName rules|@backwardBehavior +list|@backwardDescription Filing conditions of the class.\nFiling condition, limit and closing condition.';

create view api.source_system with (security_invoker = true) as
  select tenant_id, city_id, id, code, name, catalogue_id from biz.source_system;
comment on view api.source_system is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\nA system that uploads.';

create view api.area with (security_invoker = true) as
  select tenant_id, city_id, id, level, code, name, outline, is_schematic from biz.area;
comment on view api.area is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\nAdministrative area with its outline.';

create view api.grid_cell with (security_invoker = true) as
  select tenant_id, city_id, id, code, area_class, outline, from_day, to_day from biz.grid_cell;
comment on view api.grid_cell is E'@primaryKey tenant_id,id\nUnit grid cell 单元网格.';

create view api."case" with (security_invoker = true) as
  select tenant_id, city_id, id, holder_id, case_no, stage, kind, class_id, source_code, source_group, address,
    description, longitude, latitude, original_x, original_y, original_crs, tile, cell_id, unit_name, rule_id,
    limit_value, limit_unit, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at,
    suspended_at, resumed_at, due_at, due_provisional, closing_type, self_handled, rework_count, extension_count,
    claimed_due_at, claimed_overdue, created_at, updated_at
  from biz."case";
comment on view api."case" is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@foreignKey (class_id) references api.class (id)|@fieldName class\n@foreignKey (rule_id) references api.case_rule (id)|@fieldName rule\n@foreignKey (tenant_id, cell_id) references api.grid_cell (tenant_id, id)|@fieldName cell\nA case as it stands now.';

create view api.batch with (security_invoker = true) as
  select tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, encoding, file_name,
    sent_by, sha256, byte_count, row_count, next_row, created_count, updated_count, unchanged_count, stale_count,
    superseded_count, rejected_count, warning_count, refused_code, refused_details, received_at, started_at,
    finished_at
  from biz.batch;
comment on view api.batch is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@foreignKey (tenant_id, source_id) references api.source_system (tenant_id, id)|@fieldName source\nOne upload.';

create view api.case_source with (security_invoker = true) as
  select tenant_id, city_id, source_id, external_id, case_id, revision, mapping_version, batch_id, row_no
  from biz.case_source;
comment on view api.case_source is E'@primaryKey tenant_id,source_id,external_id\n@foreignKey (tenant_id, case_id) references api.case (tenant_id, id)|@fieldName case|@foreignFieldName sources|@backwardBehavior +list|@backwardDescription Its names in source systems and the rows they came from.\n@foreignKey (tenant_id, source_id) references api.source_system (tenant_id, id)|@fieldName source\n@foreignKey (tenant_id, batch_id) references api.batch (tenant_id, id)|@fieldName batch\nA name of a case in a source system and the row it came from.';

create view api.case_event with (security_invoker = true) as
  select tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, unit_name, post, data, batch_id, row_no,
    is_late
  from biz.case_event;
comment on view api.case_event is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id, case_id) references api.case (tenant_id, id)|@fieldName case|@foreignFieldName events|@backwardBehavior +list|@backwardDescription What happened to the case, in the order it was recorded.\n@foreignKey (tenant_id, batch_id) references api.batch (tenant_id, id)|@fieldName batch\nWhat happened to a case.';

create view api.finding_group with (security_invoker = true) as
  select tenant_id, city_id, batch_id, code, severity, count(*)::int as finding_count,
    count(distinct row_no)::int as row_count, min(row_no) as first_row_no
  from biz.finding group by tenant_id, city_id, batch_id, code, severity;
comment on view api.finding_group is E'@primaryKey tenant_id,batch_id,code,severity\n@foreignKey (tenant_id, batch_id) references api.batch (tenant_id, id)|@fieldName batch|@foreignFieldName findingGroups|@backwardBehavior +list|@backwardDescription Findings grouped by code.\n@behavior -query:resource:single\nFindings of one batch with the same code and severity.';
comment on column api.finding_group.tenant_id is '@notNull';
comment on column api.finding_group.city_id is '@notNull';
comment on column api.finding_group.batch_id is '@notNull';
comment on column api.finding_group.code is '@notNull';
comment on column api.finding_group.severity is '@notNull';
comment on column api.finding_group.finding_count is E'@notNull\nHow many findings.';
comment on column api.finding_group.row_count is E'@notNull\nOn how many rows.';
comment on column api.finding_group.first_row_no is E'@notNull\nThe first such row.';

create view api.finding with (security_invoker = true) as
  select tenant_id, city_id, batch_id, row_no, seq, code, severity, field, received, expected, external_id
  from biz.finding;
comment on view api.finding is E'@primaryKey tenant_id,batch_id,row_no,seq\n@foreignKey (tenant_id, batch_id) references api.batch (tenant_id, id)|@fieldName batch|@foreignFieldName findings|@backwardBehavior +list|@backwardDescription Findings by row.\n@foreignKey (tenant_id, batch_id, code, severity) references api.finding_group (tenant_id, batch_id, code, severity)|@fieldName group|@forwardBehavior -single|@foreignFieldName examples|@backwardBehavior +list|@backwardDescription Findings of the group by row.\nWhat was noticed about a row.';

create view api.scheme with (security_invoker = true) as
  select tenant_id, city_id, id, version, document, hash from biz.scheme;
comment on view api.scheme is E'@primaryKey tenant_id,id,version\nAssessment scheme.';

create view api.period with (security_invoker = true) as
  select tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version, state, closed_at, hash
  from biz.period;
comment on view api.period is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id, scheme_id, scheme_version) references api.scheme (tenant_id, id, version)|@fieldName scheme\nAssessment period: half-open, from_day to to_day.';

create view api.result with (security_invoker = true) as
  select tenant_id, city_id, period_id, state, is_frozen, score, grade, rank, rank_of, no_data_reason, last_data_at,
    document, pinned, cut_at, hash
  from biz.result;
comment on view api.result is E'@primaryKey tenant_id,period_id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@foreignKey (city_id, period_id) references api.period (tenant_id, id)|@fieldName period\nFigures of one county for one period.';

create view api.result_list with (security_invoker = true) as
  select tenant_id, city_id, period_id, counter, cardinality(case_ids) as case_count from biz.result_list;
comment on view api.result_list is E'@primaryKey tenant_id,period_id,counter\n@foreignKey (tenant_id, period_id) references api.result (tenant_id, period_id)|@fieldName result|@foreignFieldName lists|@backwardBehavior +list|@backwardDescription Counters whose cases can be opened with countedCases.\n@behavior -query:resource:single\nHow many cases a counter counted.';
comment on column api.result_list.case_count is E'@notNull\nLength of the list countedCases opens.';

create view api.stat_bucket with (security_invoker = true) as
  select tenant_id, city_id, basis, day, dim_kind, dim_id, counters from biz.stat_bucket;
comment on view api.stat_bucket is E'@primaryKey tenant_id,basis,day,dim_kind,dim_id\n@foreignKey (tenant_id) references api.tenant (tenant_id)|@fieldName tenant\n@behavior -query:resource:single\nCounters of one day.';

-- Views know neither not-null nor comments: both are taken over from the column below of the same name.
do $$
declare
  c record;
begin
  for c in
    select v.relname as view_name, a.attname as column_name, t.attnotnull, col_description(b.oid, t.attnum) as description
    from pg_class v
    join pg_attribute a on a.attrelid = v.oid and a.attnum > 0
    join pg_class b on b.relname = v.relname and b.relkind = 'r'
      and b.relnamespace in ('biz'::regnamespace, 'lookup'::regnamespace)
    join pg_attribute t on t.attrelid = b.oid and t.attname = a.attname
    where v.relnamespace = 'api'::regnamespace and v.relkind = 'v'
      and (t.attnotnull or col_description(b.oid, t.attnum) is not null)
      and col_description(v.oid, a.attnum) is null
  loop
    execute format('comment on column api.%I.%I is %L', c.view_name, c.column_name,
      concat_ws(E'\n', case when c.attnotnull then '@notNull' end, c.description));
  end loop;
end $$;

create function api.tenants(city_id int) returns setof api.tenant
language sql stable security invoker as $$
  select t.* from api.tenant t where t.city_id = tenants.city_id order by t.tenant_id
$$;
comment on function api.tenants is E'@behavior -connection +list\nThe city and its counties and zones.';

create function api.classes(catalogue_id text, kind text default null) returns setof api.class
language sql stable security invoker as $$
  select k.* from api.class k
  where k.catalogue_id = classes.catalogue_id and (classes.kind is null or k.kind = classes.kind)
  order by k.kind, k.category_code, k.class_code, k.id
$$;
comment on function api.classes is E'@behavior -connection +list\nClasses of one catalogue: cjt214, gbt30428 or gbt47678.';

create function api.source_systems(tenant_id int) returns setof api.source_system
language sql stable security invoker as $$
  select s.* from api.source_system s where s.tenant_id = source_systems.tenant_id order by s.id
$$;
comment on function api.source_systems is E'@behavior -connection +list\nThe systems a county uploads from.';

create function api.areas(tenant_id int) returns setof api.area
language sql stable security invoker as $$
  select a.* from api.area a where a.tenant_id = areas.tenant_id order by a.id
$$;
comment on function api.areas is E'@behavior -connection +list\nAreas of one county.';

create function api.city_areas(city_id int, level text) returns setof api.area
language sql stable security invoker as $$
  select a.* from api.area a where a.city_id = city_areas.city_id and a.level = city_areas.level
  order by a.tenant_id, a.id
$$;
comment on function api.city_areas is E'@behavior -connection +list\nAreas of one level over a whole city.';

create function api.grid_cells(tenant_id int) returns setof api.grid_cell
language sql stable security invoker as $$
  select g.* from api.grid_cell g where g.tenant_id = grid_cells.tenant_id order by g.id
$$;
comment on function api.grid_cells is E'@behavior -connection +list\nUnit grid cells of one county.';

-- `overdue_at`: the instant to judge by; the clock is the caller's. `number` goes through an array, so that it becomes a
-- lookup by primary key.
create function api.cases(tenant_id int, stages text[] default null, kind text default null, class_id int default null,
  source_group text default null, reported_from timestamptz default null, reported_before timestamptz default null,
  overdue_at timestamptz default null, number text default null)
returns setof api."case" language sql stable security invoker as $$
  select c.* from api."case" c
  where c.tenant_id = cases.tenant_id
    and (cases.stages is null or c.stage = any(cases.stages))
    and (cases.kind is null or c.kind = cases.kind)
    and (cases.class_id is null or c.class_id = cases.class_id)
    and (cases.source_group is null or c.source_group = cases.source_group)
    and (cases.reported_from is null or c.reported_at >= cases.reported_from)
    and (cases.reported_before is null or c.reported_at < cases.reported_before)
    and (cases.overdue_at is null or (c.due_at < cases.overdue_at and c.disposed_at is null
      and c.stage in ('reported', 'filed', 'dispatched')))
    and (cases.number is null or c.id = any(array(
      select s.case_id from api.case_source s where s.tenant_id = cases.tenant_id and s.external_id = cases.number
      union all
      select n.id from api."case" n where n.tenant_id = cases.tenant_id and n.case_no = cases.number)))
  order by c.reported_at desc, c.id
$$;
comment on function api.cases is E'Cases of one county, the latest report first.\n\nReports from reportedFrom up to, not including, reportedBefore; overdueAt: past their deadline at that instant and not disposed; number: exactly our case number or the id of the sending system.';

create function api.city_cases(city_id int, stages text[] default null, kind text default null,
  class_id int default null, source_group text default null, reported_from timestamptz default null,
  reported_before timestamptz default null, overdue_at timestamptz default null)
returns setof api."case" language sql stable security invoker as $$
  select c.* from api."case" c
  where c.city_id = city_cases.city_id
    and (city_cases.stages is null or c.stage = any(city_cases.stages))
    and (city_cases.kind is null or c.kind = city_cases.kind)
    and (city_cases.class_id is null or c.class_id = city_cases.class_id)
    and (city_cases.source_group is null or c.source_group = city_cases.source_group)
    and (city_cases.reported_from is null or c.reported_at >= city_cases.reported_from)
    and (city_cases.reported_before is null or c.reported_at < city_cases.reported_before)
    and (city_cases.overdue_at is null or (c.due_at < city_cases.overdue_at and c.disposed_at is null
      and c.stage in ('reported', 'filed', 'dispatched')))
  order by c.reported_at desc, c.id
$$;
comment on function api.city_cases is 'Cases of all counties of a city, the latest report first; arguments as in cases.';

create function api.batches(tenant_id int) returns setof api.batch
language sql stable security invoker as $$
  select b.* from api.batch b where b.tenant_id = batches.tenant_id order by b.received_at desc, b.id
$$;
comment on function api.batches is 'Uploads of one county, the latest first.';

create function api.city_batches(city_id int) returns setof api.batch
language sql stable security invoker as $$
  select b.* from api.batch b where b.city_id = city_batches.city_id order by b.received_at desc, b.id
$$;
comment on function api.city_batches is 'Uploads of all counties of a city, the latest first.';

create function api.finding_groups(tenant_id int, batch_id uuid) returns setof api.finding_group
language sql stable security invoker as $$
  select g.* from api.finding_group g
  where g.tenant_id = finding_groups.tenant_id and g.batch_id = finding_groups.batch_id
  order by g.severity, g.finding_count desc, g.code
$$;
comment on function api.finding_groups is E'@behavior -connection +list\nFindings of one batch grouped by code, errors first.';

create function api.findings(tenant_id int, batch_id uuid, code text default null, severity text default null)
returns setof api.finding language sql stable security invoker as $$
  select f.* from api.finding f
  where f.tenant_id = findings.tenant_id and f.batch_id = findings.batch_id
    and (findings.code is null or f.code = findings.code)
    and (findings.severity is null or f.severity = findings.severity)
  order by f.row_no, f.seq
$$;
comment on function api.findings is 'Findings of one batch in the order of its rows.';

create function api.periods(city_id int) returns setof api.period
language sql stable security invoker as $$
  select p.* from api.period p where p.tenant_id = periods.city_id order by p.from_day desc, p.id
$$;
comment on function api.periods is E'@behavior -connection +list\nAssessment periods of a city, the latest first.';

create function api.results(city_id int, period_id uuid) returns setof api.result
language sql stable security invoker as $$
  select r.* from api.result r where r.city_id = results.city_id and r.period_id = results.period_id
  order by r.rank nulls last, r.tenant_id
$$;
comment on function api.results is E'@behavior -connection +list\nFigures of all counties for one period, by rank; groups are told apart by tenant.rankGroup.';

create function api.tenant_results(tenant_id int) returns setof api.result
language sql stable security invoker as $$
  select r.* from api.result r where r.tenant_id = tenant_results.tenant_id order by r.cut_at desc, r.period_id
$$;
comment on function api.tenant_results is E'@behavior -connection +list\nFigures of one county over the periods, the latest first.';

create function api.stat_days(tenant_id int, basis text, from_day date, to_day date) returns setof api.stat_bucket
language sql stable security invoker as $$
  select b.* from api.stat_bucket b
  where b.tenant_id = stat_days.tenant_id and b.basis = stat_days.basis and b.dim_kind = 'all' and b.dim_id = 0
    and b.day >= stat_days.from_day and b.day < stat_days.to_day
  order by b.day
$$;
comment on function api.stat_days is E'@behavior -connection +list\nCounters of one county day by day, toDay excluded. Basis: reported, filed, disposal_due, closed.';

create function api.city_stat_days(city_id int, basis text, from_day date, to_day date) returns setof api.stat_bucket
language sql stable security invoker as $$
  select b.* from api.stat_bucket b
  where b.city_id = city_stat_days.city_id and b.basis = city_stat_days.basis and b.dim_kind = 'all' and b.dim_id = 0
    and b.day >= city_stat_days.from_day and b.day < city_stat_days.to_day
  order by b.day, b.tenant_id
$$;
comment on function api.city_stat_days is E'@behavior -connection +list\nCounters of every county of a city day by day, toDay excluded.';

create function api.counted_cases(tenant_id int, period_id uuid, counter text) returns setof api."case"
language sql stable security invoker as $$
  select c.* from biz.result_list l
  cross join lateral unnest(l.case_ids) as counted(case_id)
  join api."case" c on c.tenant_id = l.tenant_id and c.id = counted.case_id
  where l.tenant_id = counted_cases.tenant_id and l.period_id = counted_cases.period_id
    and l.counter = counted_cases.counter
  order by c.reported_at, c.id
$$;
comment on function api.counted_cases is 'The cases a figure counted, the earliest report first.';

grant select on all tables in schema api to gw_city, gw_county;
revoke execute on all functions in schema api from public;
grant execute on all functions in schema api to gw_city, gw_county;
revoke execute on all functions in schema app from public;
grant execute on all functions in schema app to gw_city, gw_county, ingest, rollup;
revoke execute on all routines in schema migration from public;
