-- What two-counties.sql leaves out, so that every tenant table holds a row of riverton (1), willow (2) and reed (3).
do $$
declare
  t int;
  slug text;
  uid uuid;
  desk uuid;
  n int;
  who text;
  square jsonb := '{"type": "Polygon", "coordinates": [[[105, 30], [106, 30], [106, 31], [105, 31], [105, 30]]]}';
begin
  for t, slug in values (1, 'riverton'), (2, 'willow'), (3, 'reed') loop
    uid := format('00000000-0000-7000-8000-00000000000%s', t);
    insert into control.tenant (id, city_id, slug, desk_unit_id, created_at) values (t, 1, slug, t, '2026-01-01');
    insert into biz.post (tenant_id, city_id, id, person_id, unit_id, post, from_at)
      values (t, 1, uid, uid, t, case t when 1 then 'assessor' else 'data_officer' end, '2026-01-01');
    insert into control.login (issuer, subject, tenant_id, person_id) values (:issuer, slug || '-officer', t, uid);
    insert into control.machine_client (issuer, client_id, tenant_id, source_id, unit_id)
      values (:issuer, slug || '-upload', t, t, t);
    insert into control.session (id_hash, issuer, subject, tokens, created_at, last_seen_at, access_expires_at,
        absolute_expires_at)
      values (repeat(t::text, 64), :issuer, slug || '-officer', 'sealed', '2026-10-01', '2026-10-05', '2026-10-06',
        '2026-10-06');
    insert into biz.period_cut (tenant_id, city_id, last_recorded_at) values (t, 1, '2026-10-01');
    insert into biz.batch_chunk (tenant_id, city_id, batch_id, first_row, row_count, outcomes, case_ids, recorded_at)
      values (t, 1, uid, 1, 2, '{1,6}', array[uid, null], '2026-10-01T03:00Z');
    insert into biz.case_fact (tenant_id, city_id, case_id, kind, class_id, cell_id, source_group, self_handled,
        rework_count, extension_count, reported_at, filed_at, due_at, reported_day, filed_day, due_day)
      values (t, 1, uid, 'event', t, t, 'patrol', false, 0, 0, '2026-10-01T02:00Z', '2026-10-01T02:10Z',
        '2026-10-01T06:10Z', '2026-10-01', '2026-10-01', '2026-10-01');
    insert into biz.closing (tenant_id, city_id, epoch, period_id, from_at, to_at)
      values (t, 1, 0, uid, '2026-08-01', '2026-09-01');
    insert into biz.case_number (tenant_id, city_id, series, day, last_value) values (t, 1, 'upload', '2026-09-01', 1);
    insert into biz.case_person (tenant_id, city_id, case_id, role, name, phone)
      values (t, 1, uid, 'reporter', slug || ' reporter', '1380000000' || t);
    insert into biz.finding (tenant_id, city_id, batch_id, row_no, seq, code, severity, received)
      values (t, 1, uid, 2, 1, 'KEY-ID-MISSING', 'error', slug || ' refused'),
        (t, 1, uid, 2, 2, 'MAP-CLASS-UNKNOWN', 'warning', slug || ' word');
    insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
      values (t, 1, 'filed', '2026-10-01', 'cell', t, '{"inst_num": 1}');
    insert into biz.stat_dirty (tenant_id, city_id, id, basis, day, dim_kind, dim_id)
      values (t, 1, uid, 'filed', '2026-10-01', 'all', 0);
    insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data)
      values (t, 1, uid, '2026-10-01', slug, 'batch.receive', slug || ' subject', '{}');
    insert into biz.scheme_input (tenant_id, city_id, period_id, name, value, reason, entered_by, entered_at)
      values (t, 1, uid, 'centre_points', '90', slug || ' sheet', slug, '2026-10-01');
    insert into biz.audit_seal (tenant_id, city_id, chain_no, audit_id, at, prev_hash, hash)
      values (t, 1, 1, uid, '2026-10-01', '', slug);
    insert into biz.tenant_mode (tenant_id, city_id, from_at, document)
      values (t, 1, '2026-01-01', jsonb_build_object('of', slug));
    insert into biz.limit_rule (tenant_id, city_id, id, class_id, step, limit_value, limit_unit, from_day)
      values (t, 1, uid, t, 'check', t::text, 'clock_hour', '2026-01-01');
    insert into biz.duty (tenant_id, city_id, id, class_id, area_id, kind, unit_id, from_day)
      values (t, 1, uid, t, t, 'dispose', t, '2026-01-01');
    insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, description, state)
      values (t, 1, uid, slug, t, '2026-10-01', '2026-10-01', slug || ' report', 'waiting');
    insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id) values (t, 1, uid, uid, t);
    insert into biz.due_sweep (tenant_id, city_id, swept_to) values (t, 1, '2026-10-01');
    insert into biz.case_text (tenant_id, city_id, case_id, number, text) values (t, 1, uid, 0, slug);
    insert into biz.text_word (tenant_id, city_id, word, block, members)
      select t, 1, (ascii(substr(slug, at, 1)) << 16) | ascii(substr(slug, at + 1, 1)), 0, '{0}'
        from generate_series(1, length(slug) - 1) as at;
    insert into biz.text_state (tenant_id, city_id, chunks_to, as_of) values (t, 1, '2026-10-01', '2026-10-01');
    insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, unit_id, from_at)
      values (t, 1, uid, 1, 'disposal', t, '2026-10-01');
    insert into biz.media (tenant_id, city_id, by_unit_id, sha256, original_sha256, byte_count, type, actor, received_at,
        used_at)
      values (t, 1, t, :sha256, slug, 1, 'image/jpeg', slug, '2026-10-01', '2026-10-01');
    insert into biz.downlink (tenant_id, city_id, cursor_no, unit_id, case_id, assignment_id, written_at)
      values (t, 1, 1, t, uid, uid, '2026-10-01');
    insert into biz.draft (tenant_id, city_id, actor, about, act, text, updated_at)
      values (t, 1, slug || '-officer', uid::text, 'dispatch', json_build_object('of', slug)::text, '2026-10-01');
    insert into biz.handed_draft (tenant_id, city_id, actor, id, from_actor, from_name, about, act, text, handed_at)
      values (t, 1, slug || '-officer', uid, slug || '-left', slug || ' left', uid::text, 'dispatch',
          json_build_object('of', slug)::text, '2026-10-01'),
        (t, 1, slug || '-officer', format('00000000-0000-7000-8000-0000000000%s', 40 + t)::uuid, slug || '-left',
          slug || ' left', uid::text, 'accept', json_build_object('of', slug)::text, '2026-10-01'); -- nobody takes it
    if t <> 1 then
      update biz."case" set longitude = 105.5, latitude = 30.5, tile = 126644387 where tenant_id = t;

      -- A department and people who act: it works the case, has the task, sees the photograph, brought the report.
      desk := format('00000000-0000-7000-8000-0000000000%s', 20 + t);
      insert into biz.body (tenant_id, city_id, unit_id, home_id, code, kind, name, from_day)
        values (t, 1, 20 + t, t, 'works', 'department', slug || ' works', '2026-01-01');
      insert into biz.unit (tenant_id, city_id, id, code, body_id, kind, name, from_day)
        values (t, 1, 20 + t, 'works', 20 + t, 'department', slug || ' works', '2026-01-01'),
          (t, 1, 30 + t, 'squad', 20 + t, 'squad', slug || ' squad', '2026-01-01');
      for n, who in
        values (1, 'acceptor'), (2, 'dispatcher'), (3, 'department'), (4, 'collector'), (5, 'colleague')
      loop
        insert into biz.person (tenant_id, city_id, id, name)
          values (t, 1, format('00000000-0000-7000-8000-00000000%s00%s', n, t)::uuid, slug || ' ' || who);
        insert into biz.post (tenant_id, city_id, id, person_id, unit_id, post, from_at)
          values (t, 1, format('00000000-0000-7000-8000-00000000%s00%s', n, t)::uuid,
            format('00000000-0000-7000-8000-00000000%s00%s', n, t)::uuid, case when n in (1, 2, 5) then t else 20 + t end,
            case who when 'colleague' then 'acceptor' else who end, '2026-01-01');
        insert into control.login (issuer, subject, tenant_id, person_id)
          values (:issuer, slug || '-' || who, t, format('00000000-0000-7000-8000-00000000%s00%s', n, t)::uuid);
      end loop;
      update biz."case" set stage = 'dispatched', state = 'disposing', holder_unit_id = 20 + t, lead_unit_id = 20 + t,
        lead_home_id = t, supervision_unit_id = t, command_unit_id = t, description = slug || ' words',
        step_due_at = '2026-10-01T06:10Z' where tenant_id = t;
      update biz.assignment set unit_id = 20 + t, state = 'accepted', due_at = '2026-10-02', asks = '{"request": "extension"}'
        where tenant_id = t and kind = 'lead';
      update biz.case_event set lead_unit_id = 20 + t, lead_home_id = t where tenant_id = t;
      update biz.case_media set unit_id = 20 + t where tenant_id = t;
      update biz.case_turn set unit_id = 20 + t where tenant_id = t;
      update biz.report set by_unit_id = 20 + t, photos = jsonb_build_array(jsonb_build_object('sha256', :sha256,
        'usage', 'before', 'type', 'image/jpeg', 'homeId', t, 'byUnitId', t)) where tenant_id = t;

      -- And one that waits at the desk, with its task.
      insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, supervision_unit_id, command_unit_id,
          case_no, stage, state, kind, class_id, source_code, source_group, address, cell_id, rule_id, longitude, latitude,
          tile, reported_at, filed_at, due_at, created_at, updated_at)
        values (t, 1, desk, t, t, t, t, slug || '-desk', 'filed', 'dispatching', 'event', t, '01', 'patrol',
          slug || ' square', t, t, 105.5, 30.5, 126644387, '2026-10-01T02:00Z', '2026-10-01T02:10Z', '2026-10-01T06:10Z',
          '2026-10-01T02:00Z', '2026-10-01T02:10Z');
      insert into biz.case_event (tenant_id, city_id, id, case_id, by_unit_id, kind, occurred_at, recorded_at, unit_name,
          data)
        values (t, 1, desk, desk, t, 'reported', '2026-10-01T02:00Z', '2026-10-01T03:00Z', slug || ' unit', '{}');
      insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, brief, asked_at, due_at,
          state, asks, asks_unit_id)
        values (t, 1, desk, desk, 'lead', t, t, jsonb_build_object('words', slug || ' task'), '2026-10-01', '2026-10-02',
          'open', '{"request": "extension"}', t);
    end if;
  end loop;
  update biz.batch set encoding = 'utf-8', format = 'ndjson', state = 'completed_with_rejects', row_count = 2,
    next_row = 2, created_count = 1, rejected_count = 1, sha256 = :sha256, byte_count = 1;
  update biz.case_media set sha256 = :sha256;
  update biz.area set outline = square;
  update biz.grid_cell set outline = square;
end $$;

-- Rows that look as if they were willow's and are not: schemes and periods of counties.
insert into biz.scheme (tenant_id, city_id, id, version, document, hash, created_at)
  values (2, 1, 'scheme', 1, '{}', 'x', '2026-01-01'), (3, 1, 'scheme', 1, '{"of": "reed"}', 'x', '2026-01-01');
insert into biz.scheme_adoption (tenant_id, city_id, scheme_id, name, hash, version, reason, adopted_at, adopted_by)
  select t, 1, 'scheme', 'backlog', 'x', 1, format('decision of %s', t), '2026-01-01', t::text from generate_series(1, 3) t;
insert into biz.period (tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version)
  select t, 1, format('00000000-0000-7000-8000-00000000000%s', t)::uuid, '2026-09', '2026-09-01', '2026-10-01',
    'scheme', 1 from generate_series(2, 3) t;
insert into biz.period_snapshot (tenant_id, city_id, period_id, snapshot, reason, opened_by)
  select t, 1, format('00000000-0000-7000-8000-00000000000%s', t)::uuid, 1, format('reason of %s', t), t::text
    from generate_series(2, 3) t;

-- A month of the city that is closed, without a region that was scored in it.
insert into biz.period (tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version)
  values (1, 1, '00000000-0000-7000-8000-000000000008', '2026-08', '2026-08-01', '2026-09-01', 'scheme', 1);
insert into biz.period_snapshot (tenant_id, city_id, period_id, snapshot, state, is_frozen, closed_at, closed_by, hash)
  values (1, 1, '00000000-0000-7000-8000-000000000008', 1, 'closed', true, '2026-09-03', 'riverton', repeat('8', 64));
