-- City riverton (1) and its counties willow (2) and reed (3): one row of everything for each, every text naming its owner.
insert into lookup.catalogue (id, title, in_force_from, version) values ('gbt30428', 'catalogue', '2013-01-01', 1);
insert into lookup.class (id, catalogue_id, kind, category_code, category_name, class_code, class_name, provenance)
  select t, 'gbt30428', 'event', '01', 'category', '0' || t, 'class ' || t, 'read' from generate_series(1, 3) t;
insert into lookup.case_rule (id, class_id, kind, category_name, class_name, condition, limit_value, limit_unit,
    closing_condition, responsible_unit_kind, source)
  select t, t, 'event', 'category', 'class ' || t, 'always', '4', 'working_hour', 'gone', 'department', 'test'
  from generate_series(1, 3) t;

do $$
declare
  t int;
  slug text;
  uid uuid;
begin
  for t, slug in values (1, 'riverton'), (2, 'willow'), (3, 'reed') loop
    uid := format('00000000-0000-7000-8000-00000000000%s', t);
    insert into biz.tenant (tenant_id, city_id, slug, kind, mode, name, name_en, rank_group, calendar_id,
        number_prefix)
      values (t, 1, slug, case t when 1 then 'city' else 'county' end, 'county_command', slug || ' name', slug,
        case t when 1 then null else 'county' end, 'cn', '99990' || t);
    insert into biz.body (tenant_id, city_id, unit_id, home_id, code, kind, name, from_day)
      values (t, 1, t, t, 'centre', 'centre', slug || ' centre', '2026-01-01');
    insert into biz.unit (tenant_id, city_id, id, code, body_id, kind, name, from_day)
      values (t, 1, t, 'centre', t, 'centre', slug || ' centre', '2026-01-01');
    insert into biz.area (tenant_id, city_id, id, level, name, outline, is_schematic)
      values (t, 1, t, 'county', slug || ' area', '{}', true);
    insert into biz.grid_cell (tenant_id, city_id, id, code, area_class, outline, from_day)
      values (t, 1, t, slug || ' cell', 1, '{}', '2026-01-01');
    insert into biz.source_system (tenant_id, city_id, id, code, name, catalogue_id)
      values (t, 1, t, slug, slug || ' source', 'gbt30428');
    insert into biz.mapping (tenant_id, city_id, source_id, version, document, hash, from_at)
      values (t, 1, t, 1, '{}', 'x', '2026-01-01');
    insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, class_id,
        source_code, source_group, address, cell_id, rule_id, reported_at, filed_at, due_at, created_at, updated_at,
        supervision_unit_id, command_unit_id)
      values (t, 1, uid, t, t, slug || '-1', 'filed', 'dispatching', 'event', t, '01', 'patrol', slug || ' street', t, t,
        '2026-10-01T02:00Z', '2026-10-01T02:10Z', '2026-10-01T06:10Z', '2026-10-01T02:00Z', '2026-10-01T02:10Z',
        t, t);
    insert into biz.batch (tenant_id, city_id, id, source_id, client_batch_id, mapping_version, state, format, sent_by,
        sha256, byte_count, received_at)
      values (t, 1, uid, t, slug || ' batch', 1, 'queued', 'csv', slug, slug || ' hash', 1, '2026-10-01T03:00Z');
    insert into biz.finding (tenant_id, city_id, batch_id, row_no, seq, code, severity, received)
      values (t, 1, uid, 1, 1, 'GEO-OUTSIDE', 'warning', slug || ' received');
    insert into biz.case_source (tenant_id, city_id, source_id, external_id, case_id, derived_revision, content_hash,
        mapping_version, batch_id, row_no)
      values (t, 1, t, slug || ' external', uid, 1, 'x', 1, uid, 1);
    insert into biz.person (tenant_id, city_id, id, name)
      values (t, 1, uid, slug || ' officer');
    insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, state, asks,
        asks_unit_id)
      values (t, 1, uid, uid, 'lead', t, t,
        jsonb_build_object('of', slug), '2026-10-01', 'open', '{"kind": "extension"}', t);
    insert into biz.assignment (tenant_id, city_id, id, case_id, kind, subtype, asker_unit_id, unit_id, brief, asked_at, state)
      values (t, 1, ('00000000-0000-7000-8000-00000000010' || t)::uuid, uid, 'notice', 'decision', t, t,
        jsonb_build_object('of', slug), '2026-10-01', 'open');
    insert into biz.case_event (tenant_id, city_id, id, case_id, by_unit_id, kind, occurred_at, recorded_at, unit_name,
        data, batch_id, row_no)
      values (t, 1, uid, uid, t, 'reported', '2026-10-01T02:00Z', '2026-10-01T03:00Z', slug || ' unit', '{}', uid, 1);
    insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, home_id, from_unit_id,
        unit_name, type, added_at)
      values (t, 1, uid, slug || ' photo', t, 'before', t, t, t, slug || ' centre', 'image/jpeg', '2026-10-01');
    insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
      values (t, 1, 'reported', '2026-10-01', 'all', 0, jsonb_build_object('of', slug));
    if t = 1 then
      insert into biz.scheme (tenant_id, city_id, id, version, document, hash, created_at)
        values (1, 1, 'scheme', 1, '{
          "id": "scheme", "version": 1, "title": {"zh": "方案", "en": "scheme"}, "source": {"zh": "方案", "en": "scheme"},
          "belonging": {"date": "disposal_due", "except": {}}, "need_archive": {"reading": "due"},
          "in_time": {"judged_by": "disposal_deadline"}, "suspended": {"cases": "left_out"}, "backlog": {"kept": true},
          "rounding": {"percent": 2, "points": 2}, "inputs": {}, "grades": [],
          "definitions": {"total": {"kind": "formula", "title": {"zh": "总分", "en": "Total"},
            "formula": "100 - inst_num", "print": "points"}},
          "groups": [{"key": "county", "title": {"zh": "区县", "en": "Counties"}, "score": "total"}]
        }', 'x', '2026-01-01');
      insert into biz.period (tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version)
        values (1, 1, uid, '2026-10', '2026-10-01', '2026-11-01', 'scheme', 1);
      insert into biz.period_snapshot (tenant_id, city_id, period_id, snapshot, reason) values (1, 1, uid, 1, 'first');
    else
      insert into biz.result (tenant_id, city_id, object_id, period_id, state, is_frozen, document, pinned, cut_at, hash, no_data_reason)
        values (t, 1, t, '00000000-0000-7000-8000-000000000001', 'no_data', true, jsonb_build_object('of', slug) || '{
            "group": "county", "state": "no_data", "reason": {"code": "SCHEME-NO-DATA-SILENCE", "details": {}},
            "scoreName": "total", "parts": [], "score": null, "grade": null, "cells": {}, "dueToDay": "2026-11-01",
            "values": {
              "inst_num": {"print": "count", "state": "value", "exact": "0", "printed": "0"},
              "total": {"print": "points", "state": "value", "exact": "100", "printed": "100.00"}
            }
          }', '{"scheme": {"id": "scheme", "version": 1}}', '2026-11-01', 'x', slug || ' reason');
      insert into biz.result_list (tenant_id, city_id, object_id, period_id, counter, case_ids)
        values (t, 1, t, '00000000-0000-7000-8000-000000000001', 'filed', array[uid]);
    end if;
  end loop;
end $$;
