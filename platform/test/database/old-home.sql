-- A home as migration 0012 left it: riverton (1) with desk, utility and a squad under a department; willow (2), whose
-- sub-centre has a department with a crew; reed (3), which never had a unit.
insert into lookup.catalogue (id, title, in_force_from, version) values ('gbt30428', 't', '2014-01-01', 1);
insert into control.counter (name, last_value) values ('tenant', 3), ('unit', 40);
insert into control.tenant (id, city_id, slug, created_at)
  values (1, 1, 'riverton', '2026-01-01'), (2, 1, 'willow', '2026-01-01'), (3, 1, 'reed', '2026-01-01');
insert into biz.tenant (tenant_id, city_id, slug, kind, mode, name, name_en, calendar_id)
  values (1, 1, 'riverton', 'city', 'city_command', '河市', 'Riverton', 'cn'),
    (2, 1, 'willow', 'county', 'county_command', '柳县', 'Willow', 'cn'),
    (3, 1, 'reed', 'county', 'county_command', '苇县', 'Reed', 'cn');
insert into biz.unit (tenant_id, city_id, id, kind, parent_id, name, from_day)
  values (1, 1, 10, 'centre', null, '中心', '2026-01-01'), (1, 1, 11, 'utility', 10, '供电公司', '2026-01-01'),
    (1, 1, 12, 'department', 10, '住建局', '2026-01-01'), (1, 1, 13, 'squad', 12, '一队', '2026-01-01'),
    (2, 1, 20, 'sub_centre', null, '分中心', '2026-01-01'), (2, 1, 21, 'department', 20, '园林', '2026-01-01'),
    (2, 1, 22, 'company', 21, '养护公司', '2026-01-01'), (2, 1, 23, 'squad', 22, '养护班', '2026-01-01'),
    (2, 1, 24, 'squad', 20, '采集队', '2026-01-01');
insert into control.machine_client (issuer, client_id, tenant_id, source_id) values ('i', 'willow-upload', 2, 1);
insert into control.session (id_hash, issuer, subject, tokens, created_at, last_seen_at, access_expires_at,
    absolute_expires_at)
  values ('h', 'i', 's', 't', '2026-10-01', '2026-10-01', '2026-10-01', '2026-10-01');
insert into biz."case" (tenant_id, city_id, id, holder_id, case_no, stage, kind, source_code, source_group, reported_at,
    created_at, updated_at)
  select t, 1, ('00000000-0000-7000-8000-00000000' || t || lpad(n::text, 3, '0'))::uuid, case when n = 9 then 1 else t end,
    n::text, stage, 'event', 'hotline', 'public', '2026-10-01', '2026-10-01', '2026-10-01'
    from generate_series(2, 3) t, unnest(array['reported', 'filed', 'dispatched', 'disposed', 'suspended', 'closed',
      'refused', 'void', 'filed']) with ordinality as s(stage, n);
insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data)
  select tenant_id, 1, id, id, 'reported', '2026-10-01', '2026-10-01', '{}' from biz."case";
insert into biz.case_fact (tenant_id, city_id, case_id, kind, source_group, self_handled, rework_count, extension_count,
    reported_at, reported_day)
  select tenant_id, 1, id, 'event', 'public', false, 0, 0, '2026-10-01', '2026-10-01' from biz."case";
insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data)
  values (2, 1, '00000000-0000-7000-8000-0000000000a1', '2026-10-01', 'a', 'batch.receive', 's', '{}');
insert into biz.period_cut (tenant_id, city_id, last_recorded_at) values (2, 1, '2026-10-01');
insert into biz.source_system (tenant_id, city_id, id, code, name, catalogue_id) values (2, 1, 1, 'main', '平台', 'gbt30428');
insert into biz.mapping (tenant_id, city_id, source_id, version, document, hash, from_at)
  values (2, 1, 1, 1, '{}', 'h', '2026-01-01');
-- Uploads that wait after a failure, that a worker has after an earlier failure, whose worker died, and that was refused.
insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, sent_by, sha256,
    byte_count, next_row, lease_until, refused_code, refused_details, received_at)
  select 2, 1, ('00000000-0000-7000-8000-0000000000' || name)::uuid, 1, name, 1, state, 'csv', 's', 'x', 1, 40,
      until::timestamptz, code, details::jsonb, '2026-10-01'
    from (values
      ('b1', 'running', '2026-10-01 01:05Z', null, '{"count": 3, "atRow": 40, "until": "2026-10-01T01:05:00.000Z"}'),
      ('b2', 'running', '2026-10-01 01:20Z', null, '{"count": 2, "atRow": 40, "until": "2026-10-01T01:05:00.000Z"}'),
      ('b3', 'running', '2026-10-01 01:30Z', null, '{"count": 1, "atRow": 40, "until": null}'),
      ('b4', 'refused', null, 'SYS-FAULT', '{"ref": "b4", "attempts": 6}'),
      ('b5', 'running', '2026-10-01 01:40Z', null, null)) as b(name, state, until, code, details);
