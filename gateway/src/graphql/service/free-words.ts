import { TYPES, type PgCodecAttributes } from 'postgraphile/@dataplan/pg';

/**
 * Columns of text that hold no words of people: codes, names of our configuration, ids that senders gave, figures. Every
 * other column of text or JSON is masked, so that a new one is until it stands here.
 */
const NO_WORDS: Readonly<Record<string, readonly string[]>> = {
  area: ['level', 'code', 'name', 'outline'],
  assignment: ['kind', 'subtype', 'limit_value', 'limit_unit', 'state'],
  batch: ['client_batch_id', 'state', 'format', 'encoding', 'sent_by', 'sha256', 'refused_code'],
  body: ['kind', 'name', 'code'],
  case: [
    ...['case_no', 'stage', 'kind', 'source_code', 'source_group', 'original_x', 'original_y', 'original_crs'],
    ...['limit_value', 'limit_unit', 'closing_type', 'state', 'inexact_times'],
  ],
  case_event: ['kind', 'post'],
  case_rule: ['condition', 'limit_value', 'limit_unit', 'closing_condition', 'responsible_unit_kind', 'source'],
  case_source: ['external_id'],
  class: ['catalogue_id', 'kind', 'category_code', 'category_name', 'class_code', 'class_name', 'provenance'],
  counted_case: ['counter'],
  finding: ['code', 'severity', 'field', 'external_id'],
  finding_group: ['code', 'severity'],
  grid_cell: ['code', 'outline'],
  person: ['name'],
  period: ['label', 'scheme_id', 'state', 'hash', 'series'],
  period_snapshot: ['state', 'opened_by', 'closed_by', 'hash'],
  result: ['state', 'score', 'grade', 'no_data_reason', 'document', 'pinned', 'hash', 'rank_group'],
  result_list: ['counter'],
  result_snapshot: ['state', 'score', 'grade', 'hash', 'rank_group'],
  scheme: ['id', 'document', 'hash'],
  source_system: ['code', 'name', 'catalogue_id'],
  stat_bucket: ['basis', 'dim_kind', 'counters'],
  tenant: ['slug', 'kind', 'mode', 'name', 'name_en', 'code', 'rank_group'],
};

const WORDS = [TYPES.text, TYPES.jsonb, TYPES.json];

/** Whether people's words may stand in a column of a view: then it is shown masked. */
export function holdsWords(view: string, column: string, attributes: PgCodecAttributes): boolean {
  const codec = attributes[column]?.codec;
  const ofEach = codec?.arrayOfCodec ?? codec;
  return WORDS.some((each) => each === ofEach) && !(NO_WORDS[view]?.includes(column) ?? false);
}
