import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Badge.svelte';

/** The one word for each stage, step, unit … on every screen (glossary of the standards). */
const WORDS: Record<string, Record<string, () => string>> = {
  stage: {
    reported: m.stage_reported,
    filed: m.stage_filed,
    dispatched: m.stage_dispatched,
    disposed: m.stage_disposed,
    suspended: m.stage_suspended,
    closed: m.stage_closed,
    refused: m.stage_refused,
    void: m.stage_void,
  },
  event: {
    reported: m.event_reported,
    filed: m.event_filed,
    dispatched: m.event_dispatched,
    disposed: m.event_disposed,
    suspended: m.event_suspended,
    resumed: m.event_resumed,
    closed: m.event_closed,
    refused: m.event_refused,
    voided: m.event_voided,
    corrected: m.event_corrected,
    claimed: m.event_claimed,
    extended: m.event_extended,
    registered: m.event_registered,
    accepted: m.event_accepted,
    file_returned: m.event_file_returned,
    sent_down: m.event_sent_down,
    passed_up: m.event_passed_up,
    taken: m.event_taken,
    returned: m.event_returned,
    check_sent: m.event_check_sent,
    check_passed: m.event_check_passed,
    reworked: m.event_reworked,
    recalled: m.event_recalled,
    recall_asked: m.event_recall_asked,
    decided: m.event_decided,
    supervised: m.event_supervised,
    noticed: m.event_noticed,
    acknowledged: m.event_acknowledged,
    called_back: m.event_called_back,
    verify_asked: m.event_verify_asked,
    verify_answered: m.event_verify_answered,
    check_answered: m.event_check_answered,
    assist_asked: m.event_assist_asked,
    assist_answered: m.event_assist_answered,
    assist_withdrawn: m.event_assist_withdrawn,
    reply_answered: m.event_reply_answered,
    inner_asked: m.event_inner_asked,
    extension_asked: m.event_extension_asked,
    return_asked: m.event_return_asked,
    suspension_asked: m.event_suspension_asked,
    void_asked: m.event_void_asked,
    moved: m.event_moved,
    merged: m.event_merged,
  },
  sourceGroup: { patrol: m.source_patrol, public: m.source_public },
  source: {
    collector: m.origin_collector,
    patrol: m.source_patrol,
    video: m.origin_video,
    vehicle: m.origin_vehicle,
    sensor: m.origin_sensor,
    ai: m.origin_ai,
    public: m.source_public,
    hotline: m.origin_hotline,
    web: m.origin_web,
    media: m.origin_media,
    petition: m.origin_petition,
    leader: m.origin_leader,
    department: m.origin_department,
    transfer: m.origin_transfer,
    register: m.origin_register,
    inspection: m.origin_inspection,
    assessment: m.origin_assessment,
  },
  kind: { component: m.kind_component, event: m.kind_event },
  limitUnit: {
    urgent_hour: m.unit_urgent_hour,
    working_hour: m.unit_working_hour,
    urgent_day: m.unit_urgent_day,
    working_day: m.unit_working_day,
    clock_hour: m.unit_clock_hour,
    calendar_day: m.unit_calendar_day,
  },
  limitFrom: {
    tenant: m.limit_from_tenant,
    city: m.limit_from_city,
    condition: m.limit_from_condition,
    mode: m.limit_from_mode,
  },
  closingType: {
    normal: m.closing_normal,
    overdue: m.closing_overdue,
    error: m.closing_error,
    special: m.closing_special,
    forced: m.closing_forced,
  },
  segment: {
    working_time: m.segment_working_time,
    off_hours: m.segment_off_hours,
    weekend: m.segment_weekend,
    holiday: m.segment_holiday,
    clock_time: m.segment_clock_time,
    makeup_day: m.segment_makeup_day,
    suspended: m.segment_suspended,
    awaiting_dispatch: m.segment_awaiting_dispatch,
    awaiting_verify: m.segment_awaiting_verify,
  },
  pause: {
    suspended: m.stage_suspended,
    awaiting_dispatch: m.awaiting_dispatch,
    awaiting_verify: m.awaiting_verify,
  },
  extension: { added: m.extension_added, after_deadline: m.after_deadline, third: m.extension_third },
  verdict: {
    in_time: m.on_time,
    late: m.verdict_late,
    overdue: m.overdue,
    running: m.verdict_running,
    suspended: m.verdict_suspended,
    no_deadline: m.no_deadline,
    self_handled: m.case_self_handled,
    refused: m.stage_refused,
    void: m.stage_void,
  },
};

/** The word for a key of a vocabulary; an unknown key is shown as it is. */
export function word(vocabulary: keyof typeof WORDS, key: string): string {
  return WORDS[vocabulary]?.[key]?.() ?? key;
}

export function stageTone(stage: string): Tone {
  if (stage === 'closed') return 'good';
  if (stage === 'suspended') return 'warn';
  if (stage === 'refused' || stage === 'void') return 'quiet';
  return 'info';
}

/** Verdicts that a list marks: the deadline is passed, or was. */
export const isOverdue = (verdict: string): boolean => verdict === 'overdue' || verdict === 'late';

/** `超期 3 天`; of one whose disposal has ended, `超期处置 3 天`. */
export function overdueWords(verdict: string, days: number): string {
  const time = days === 0 ? m.days_under_one() : m.days_count({ count: days });
  return `${word('verdict', verdict)} ${time}`;
}

export function verdictTone(verdict: string): Tone {
  if (isOverdue(verdict)) return 'bad';
  if (verdict === 'in_time') return 'good';
  if (verdict === 'suspended') return 'warn';
  return verdict === 'running' ? 'info' : 'quiet';
}
