-- What GraphQL serves: security-invoker views. Keys and relations are told to PostGraphile by smart tags.

create view api.tenant with (security_invoker = true) as
  select tenant_id, city_id, slug, kind, mode, name, name_en, code, rank_group from biz.tenant;
comment on view api.tenant is E'@primaryKey tenant_id\nA city, a county or a functional zone.';

create view api.class with (security_invoker = true) as
  select id, catalogue_id, kind, category_code, category_name, class_code, class_name, provenance from lookup.class;
comment on view api.class is E'@primaryKey id\nA class 小类 of components or events.';

create view api.case_rule with (security_invoker = true) as
  select id, class_id, condition, limit_value, limit_unit, closing_condition, responsible_unit_kind, source
  from lookup.case_rule;
comment on view api.case_rule is E'@primaryKey id\nFiling condition, limit and closing condition.';

create view api.source_system with (security_invoker = true) as
  select tenant_id, city_id, id, code, name, catalogue_id from biz.source_system;
comment on view api.source_system is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)\nA system that uploads.';

create view api.area with (security_invoker = true) as
  select tenant_id, city_id, id, level, code, name, outline, is_schematic from biz.area;
comment on view api.area is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)\nAdministrative area with its outline.';

create view api."case" with (security_invoker = true) as
  select tenant_id, city_id, id, holder_id, case_no, stage, kind, class_id, source_code, source_group, address,
    description, longitude, latitude, original_x, original_y, original_crs, tile, cell_id, unit_name, rule_id,
    limit_value, limit_unit, reported_at, filed_at, dispatched_at, disposed_at, closed_at, refused_at, voided_at,
    suspended_at, resumed_at, due_at, due_provisional, closing_type, self_handled, rework_count, extension_count,
    claimed_due_at, claimed_overdue, created_at, updated_at
  from biz."case";
comment on view api."case" is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)\n@foreignKey (class_id) references api.class (id)\n@foreignKey (rule_id) references api.case_rule (id)\nA case as it stands now.';

create view api.case_source with (security_invoker = true) as
  select tenant_id, city_id, source_id, external_id, case_id, revision, mapping_version, batch_id, row_no
  from biz.case_source;
comment on view api.case_source is E'@primaryKey tenant_id,source_id,external_id\n@foreignKey (tenant_id, case_id) references api.case (tenant_id, id)\n@foreignKey (tenant_id, source_id) references api.source_system (tenant_id, id)\n@foreignKey (tenant_id, batch_id) references api.batch (tenant_id, id)\nA name of a case in a source system and the row it came from.';

create view api.case_event with (security_invoker = true) as
  select tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, unit_name, post, data, batch_id, row_no,
    is_late
  from biz.case_event;
comment on view api.case_event is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id, case_id) references api.case (tenant_id, id)\nWhat happened to a case.';

create view api.batch with (security_invoker = true) as
  select tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, encoding, file_name,
    sent_by, sha256, byte_count, row_count, next_row, created_count, updated_count, unchanged_count, stale_count,
    superseded_count, rejected_count, warning_count, refused_code, refused_details, received_at, started_at,
    finished_at
  from biz.batch;
comment on view api.batch is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id) references api.tenant (tenant_id)\n@foreignKey (tenant_id, source_id) references api.source_system (tenant_id, id)\nOne upload.';

create view api.finding with (security_invoker = true) as
  select tenant_id, city_id, batch_id, row_no, seq, code, severity, field, received, expected, external_id
  from biz.finding;
comment on view api.finding is E'@primaryKey tenant_id,batch_id,row_no,seq\n@foreignKey (tenant_id, batch_id) references api.batch (tenant_id, id)\nWhat was noticed about a row.';

create view api.scheme with (security_invoker = true) as
  select tenant_id, city_id, id, version, document, hash from biz.scheme;
comment on view api.scheme is E'@primaryKey tenant_id,id,version\nAssessment scheme.';

create view api.period with (security_invoker = true) as
  select tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version, state, closed_at, hash
  from biz.period;
comment on view api.period is E'@primaryKey tenant_id,id\n@foreignKey (tenant_id, scheme_id, scheme_version) references api.scheme (tenant_id, id, version)\nAssessment period.';

create view api.result with (security_invoker = true) as
  select tenant_id, city_id, period_id, state, is_frozen, score, grade, rank, rank_of, no_data_reason, last_data_at,
    document, pinned, cut_at, hash
  from biz.result;
comment on view api.result is E'@primaryKey tenant_id,period_id\n@foreignKey (tenant_id) references api.tenant (tenant_id)\n@foreignKey (city_id, period_id) references api.period (tenant_id, id)\nFigures of one county for one period.';

create view api.result_list with (security_invoker = true) as
  select tenant_id, city_id, period_id, counter, cardinality(case_ids) as case_count from biz.result_list;
comment on view api.result_list is E'@primaryKey tenant_id,period_id,counter\n@foreignKey (tenant_id, period_id) references api.result (tenant_id, period_id)\nHow many cases a counter counted.';

create view api.stat_bucket with (security_invoker = true) as
  select tenant_id, city_id, basis, day, dim_kind, dim_id, counters from biz.stat_bucket;
comment on view api.stat_bucket is E'@primaryKey tenant_id,basis,day,dim_kind,dim_id\n@foreignKey (tenant_id) references api.tenant (tenant_id)\nCounters of one day.';

-- The cases behind a figure, in a stable order.
create function api.counted_cases(tenant_id int, period_id uuid, counter text) returns setof api."case"
language sql stable security invoker as $$
  select c.* from biz.result_list l
  cross join lateral unnest(l.case_ids) as counted(case_id)
  join api."case" c on c.tenant_id = l.tenant_id and c.id = counted.case_id
  where l.tenant_id = counted_cases.tenant_id and l.period_id = counted_cases.period_id
    and l.counter = counted_cases.counter
  order by c.reported_at, c.id
$$;
comment on function api.counted_cases is E'@name countedCases\nThe cases a figure counted.';

grant select on all tables in schema api to gw_city, gw_county;
revoke execute on all functions in schema api from public;
grant execute on all functions in schema api to gw_city, gw_county;
revoke execute on all functions in schema app from public;
grant execute on all functions in schema app to gw_city, gw_county, ingest, rollup;
revoke execute on all routines in schema migration from public;
