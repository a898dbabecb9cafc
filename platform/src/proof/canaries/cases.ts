import { sql } from 'kysely';
import { foldText, wordsOf } from '../../cases/text/fold-text.ts';
import { tileOf } from '../../geography/tile.ts';
import { by, type Plant } from './plant.ts';
import { AT, CANARY_CLASS, claimedDueAt, DAY } from './sandbox-tenant.ts';

/** Where every canary case lies, degrees WGS-84: inside of the sandbox's one grid cell. */
const PLACE = [0.005, 0.005] as const;

/** Rows of cases and of what is kept about them; an upload comes before its cases. */
export const CASES: Readonly<Record<string, Plant>> = {
  case: by(
    'clerk',
    (tenant) => sql`
    insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage,
      state, kind, class_id, source_code, source_group, address, description, longitude, latitude, tile, cell_id, unit_name, reported_at,
      filed_at, due_at, claimed_due_at, created_at, updated_at, supervision_unit_id, command_unit_id, urgent)
    values (${tenant.tenantId}, ${tenant.cityId}, ${tenant.id}, ${tenant.tenantId}, ${tenant.unitId}, ${tenant.unitId},
      ${tenant.tenantId}, ${tenant.word}, 'filed', 'dispatching', 'event', ${CANARY_CLASS}, ${tenant.word}, 'patrol', ${tenant.word},
      ${tenant.word}, ${PLACE[0]}, ${PLACE[1]}, ${tileOf(...PLACE)}, 1, ${tenant.word}, ${AT}, ${AT}, ${AT},
      ${claimedDueAt(tenant)}, ${AT}, ${AT}, ${tenant.unitId}, ${tenant.unitId}, false),
      (${tenant.tenantId}, ${tenant.cityId}, ${tenant.workId}, ${tenant.tenantId}, ${tenant.departmentId},
      ${tenant.departmentId}, ${tenant.tenantId}, ${`${tenant.word}-2`}, 'dispatched', 'disposing', 'event', ${CANARY_CLASS},
      ${tenant.word}, 'patrol', ${tenant.word}, ${tenant.word}, ${PLACE[0]}, ${PLACE[1]}, ${tileOf(...PLACE)}, 1,
      ${tenant.word}, now(), now(), null, null, now(), now(), ${tenant.unitId}, ${tenant.unitId}, true)`,
  ),
  report: by(
    'clerk',
    ({ tenantId, cityId, unitId, id, word }, { sha256 }) => sql`
    insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, description, address,
      state, photos)
    values (${tenantId}, ${cityId}, ${id}, ${word}, ${unitId}, ${AT}, ${AT}, ${word}, ${word}, 'waiting',
      ${JSON.stringify([{ sha256, usage: 'before', type: 'image/jpeg', homeId: tenantId }])}::jsonb)`,
  ),
  assignment: by(
    'clerk',
    ({ tenantId, cityId, unitId, departmentId, id, workId, word }) => sql`
    insert into biz.assignment (tenant_id, city_id, id, case_id, kind, subtype, asker_unit_id, unit_id, brief, asked_at, state,
      asks, asks_unit_id)
    values (${tenantId}, ${cityId}, ${id}, ${id}, 'lead', null, ${unitId}, ${unitId}, jsonb_build_object('words', ${word}::text),
        ${AT}, 'open', jsonb_build_object('request', 'extension', 'reason', ${word}::text), ${unitId}),
      (${tenantId}, ${cityId}, md5('decision ' || ${id}::text)::uuid, ${id}, 'notice', 'decision', ${unitId}, ${unitId},
        jsonb_build_object('words', ${word}::text), ${AT}, 'open', null, null),
      (${tenantId}, ${cityId}, ${workId}, ${workId}, 'lead', null, ${unitId}, ${departmentId},
        jsonb_build_object('words', ${word}::text), ${AT}, 'open', null, null)`,
  ),
  case_source: by(
    'ingest',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.case_source (tenant_id, city_id, source_id, external_id, case_id, derived_revision, content_hash,
      mapping_version, batch_id, row_no)
    values (${tenantId}, ${cityId}, 1, ${word}, ${id}, 1, ${word}, 1, ${id}, 1)`,
  ),
  case_event: by(
    'ingest',
    ({ tenantId, cityId, unitId, id, word }) => sql`
    insert into biz.case_event (tenant_id, city_id, id, case_id, by_unit_id, lead_unit_id, lead_home_id, assignment_id,
      kind, occurred_at, recorded_at, unit_name, data, batch_id, row_no)
    values (${tenantId}, ${cityId}, ${id}, ${id}, ${unitId}, ${unitId}, ${tenantId}, ${id}, 'reported', ${AT}, ${AT}, ${word},
      jsonb_build_object('address', ${word}::text), ${id}, 1)`,
  ),
  case_dirty: by(
    'clerk',
    ({ tenantId, cityId, unitId, id }) => sql`
    insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
    values (${tenantId}, ${cityId}, ${id}, ${id}, ${unitId})`,
  ),
  case_text: by(
    'rollup',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.case_text (tenant_id, city_id, case_id, number, text)
    values (${tenantId}, ${cityId}, ${id}, 0, ${foldText(word)}) on conflict do nothing`,
  ),
  text_word: by(
    'rollup',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.text_word (tenant_id, city_id, word, block, members)
    select ${tenantId}::int, ${cityId}::int, word, 0, '{0}' from unnest(${[...wordsOf(foldText(word))]}::int[]) as word
    on conflict do nothing`,
  ),
  text_state: by(
    'rollup',
    ({ tenantId, cityId }) => sql`
    insert into biz.text_state (tenant_id, city_id, chunks_to, as_of) values (${tenantId}, ${cityId}, ${AT}, ${AT})
    on conflict do nothing`,
  ),
  due_sweep: by(
    'clerk',
    ({ tenantId, cityId }) => sql`
    insert into biz.due_sweep (tenant_id, city_id, swept_to) values (${tenantId}, ${cityId}, ${AT})
    on conflict (tenant_id) do nothing`,
  ),
  case_turn: by(
    'ingest',
    ({ tenantId, cityId, unitId, id, word }) => sql`
    insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, unit_id, from_at, ended_by)
    values (${tenantId}, ${cityId}, ${id}, 1, 'disposal', ${unitId}, ${AT}, ${word})`,
  ),
  case_media: by(
    'clerk',
    ({ tenantId, cityId, unitId, departmentId, id, workId, word }, { sha256 }) => sql`
    insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, home_id, from_unit_id,
      unit_name, type, added_at)
    select ${tenantId}::int, ${cityId}::int, case_id, ${sha256}, unit, 'before', ${unitId}::int, ${tenantId}::int,
      ${unitId}::int, ${word}, 'image/jpeg', ${AT}::timestamptz
      from (values (${id}::uuid, ${unitId}::int), (${workId}, ${departmentId})) as seen(case_id, unit)`,
  ),
  media: by(
    'county',
    ({ tenantId, cityId, unitId, word }, { sha256 }) => sql`
    insert into biz.media (tenant_id, city_id, by_unit_id, sha256, original_sha256, byte_count, type, actor, received_at,
      used_at)
    values (${tenantId}, ${cityId}, ${unitId}, ${sha256}, ${word}, 1, 'image/jpeg', ${word}, ${AT}, ${AT})`,
  ),
  downlink: by(
    'clerk',
    ({ tenantId, cityId, unitId, id }) => sql`
    insert into biz.downlink (tenant_id, city_id, cursor_no, unit_id, case_id, assignment_id, event_id, written_at)
    values (${tenantId}, ${cityId}, 1, ${unitId}, ${id}, ${id}, ${id}, ${AT})`,
  ),
  case_fact: by(
    'ingest',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.case_fact (tenant_id, city_id, case_id, kind, cell_id, source_group, self_handled, rework_count,
      extension_count, reported_at, reported_day, filed_day)
    values (${tenantId}, ${cityId}, ${id}, 'event', 1, 'patrol', false, 0, 0, ${AT}, ${DAY}, ${DAY})`,
  ),
  case_number: by(
    'clerk',
    ({ tenantId, cityId }) => sql`
    insert into biz.case_number (tenant_id, city_id, series, day, last_value)
    values (${tenantId}, ${cityId}, 'upload', ${DAY}, 1)`,
  ),
  case_person: by(
    'ingest',
    ({ tenantId, cityId, id, word, phone }, { phoneDigest }) => sql`
    insert into biz.case_person (tenant_id, city_id, case_id, role, name, phone, phone_digest, id_number)
    values (${tenantId}, ${cityId}, ${id}, 'reporter', ${word}, ${phone}, ${phoneDigest}, ${word})`,
  ),
};
