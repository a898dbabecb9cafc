import { m } from '#lib/paraglide/messages.js';

const FIELDS: Record<string, () => string> = {
  // fields of an upload, as mappings name them
  externalId: m.external_id,
  revision: m.revision,
  county: m.region,
  source: m.case_source,
  class: m.case_class,
  condition: m.case_rule,
  place: m.case_position,
  status: m.state,
  reported: m.event_reported,
  filed: m.event_filed,
  dispatched: m.event_dispatched,
  disposed: m.event_disposed,
  suspended: m.event_suspended,
  resumed: m.event_resumed,
  closed: m.event_closed,
  refused: m.event_refused,
  voided: m.event_voided,
  // fields of a case, as its events name them
  classId: m.case_class,
  kind: m.case_kind,
  sourceCode: m.case_source,
  sourceGroup: m.case_source_group,
  address: m.case_address,
  description: m.case_description,
  longitude: m.case_position,
  latitude: m.case_position,
  cellId: m.case_cell,
  unitName: m.case_unit,
  ruleId: m.case_rule,
  limitValue: m.case_limit,
  limitUnit: m.case_limit,
  reportedAt: m.event_reported,
  filedAt: m.event_filed,
  dispatchedAt: m.event_dispatched,
  disposedAt: m.event_disposed,
  closedAt: m.event_closed,
  refusedAt: m.event_refused,
  voidedAt: m.event_voided,
  suspendedAt: m.event_suspended,
  resumedAt: m.event_resumed,
  closingType: m.case_closing_type,
  selfHandled: m.case_self_handled,
  reworkCount: m.case_rework,
  extensionCount: m.case_extension,
  claimedDueAt: m.their_deadline,
  claimedOverdue: m.their_deadline,
};

/** The label of a field of a case; a field without one keeps its own name. */
export function fieldName(field: string): string {
  return FIELDS[field]?.() ?? field;
}
