/** The page of one case with the fields of the web app's document `CasePage`, in one statement. $1 tenant, $2 case. */
export const CASE_PAGE = `
  select c.tenant_id as "tenantId", c.id, c.case_no as "caseNo", c.stage, c.kind, c.source_code as "sourceCode",
    c.source_group as "sourceGroup", c.address, c.description, c.longitude, c.latitude, c.original_x as "originalX",
    c.original_y as "originalY", c.original_crs as "originalCrs", c.unit_name as "unitName",
    c.reported_at as "reportedAt", c.filed_at as "filedAt", c.closed_at as "closedAt", c.closing_type as "closingType",
    c.self_handled as "selfHandled", c.rework_count as "reworkCount", c.extension_count as "extensionCount",
    c.claimed_due_at as "claimedDueAt", c.claimed_overdue as "claimedOverdue",
    case when k.id is not null then json_build_object('id', k.id, 'catalogueId', k.catalogue_id,
      'categoryName', k.category_name, 'className', k.class_name) end as class,
    case when r.id is not null then json_build_object('id', r.id, 'condition', r.condition,
      'closingCondition', r.closing_condition, 'source', r.source) end as rule,
    case when g.id is not null then json_build_object('tenantId', g.tenant_id, 'id', g.id, 'code', g.code) end as cell,
    json_build_object('tenantId', t.tenant_id, 'slug', t.slug, 'name', t.name, 'nameEn', t.name_en) as tenant,
    (select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'occurredAt', e.occurred_at,
        'recordedAt', e.recorded_at, 'unitName', e.unit_name, 'post', e.post, 'data', e.data, 'isLate', e.is_late,
        'amends', e.amends, 'batchId', e.batch_id, 'rowNo', e.row_no) order by e.recorded_at, e.id), '[]')
      from api.case_event e where e.tenant_id = $1 and e.case_id = c.id) as events,
    (select coalesce(json_agg(json_build_object('sourceId', s.source_id, 'externalId', s.external_id,
        'revision', s.revision, 'mappingVersion', s.mapping_version, 'batchId', s.batch_id, 'rowNo', s.row_no,
        'source', json_build_object('tenantId', y.tenant_id, 'id', y.id, 'name', y.name),
        'batch', json_build_object('tenantId', b.tenant_id, 'id', b.id, 'fileName', b.file_name,
          'clientBatchId', b.client_batch_id, 'receivedAt', b.received_at))), '[]')
      from biz.case_source s
      join biz.source_system y on y.tenant_id = $1 and y.id = s.source_id
      join biz.batch b on b.tenant_id = $1 and b.id = s.batch_id
      where s.tenant_id = $1 and s.case_id = c.id) as sources
  from biz."case" c
  join biz.tenant t on t.tenant_id = $1
  left join lookup.class k on k.id = c.class_id
  left join lookup.case_rule r on r.id = c.rule_id
  left join biz.grid_cell g on g.tenant_id = $1 and g.id = c.cell_id
  where c.tenant_id = $1 and c.id = $2`;

/** A page of a county's cases with the fields of the public document `CountyCases`. $1 tenant, $2 from, $3 before. */
export const CASES_PAGE = `
  select (select count(*) from biz."case" where tenant_id = $1 and reported_at >= $2 and reported_at < $3)::int
      as "totalCount",
    (select coalesce(json_agg(n), '[]') from (
      select id, case_no as "caseNo", stage, kind, reported_at as "reportedAt", due_at as "dueAt", closed_at as "closedAt"
      from biz."case" where tenant_id = $1 and reported_at >= $2 and reported_at < $3
      order by reported_at desc, id desc limit 50) n) as nodes`;
