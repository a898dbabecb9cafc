import { m } from '#lib/paraglide/messages.js';

/** The counters of the standard by the names formulas use. */
const COUNTERS: Record<string, () => string> = {
  report_num: m.counter_report_num,
  patrol_report_num: m.counter_patrol_report_num,
  public_report_num: m.counter_public_report_num,
  valid_report_num: m.counter_valid_report_num,
  valid_patrol_report_num: m.counter_valid_patrol_report_num,
  valid_public_report_num: m.counter_valid_public_report_num,
  inst_num: m.counter_inst_num,
  public_verified_inst_num: m.counter_public_verified_inst_num,
  no_cell_inst_num: m.counter_no_cell_inst_num,
  not_inst_num: m.counter_not_inst_num,
  to_inst_num: m.counter_to_inst_num,
  cancel_num: m.counter_cancel_num,
  dispatch_num: m.counter_dispatch_num,
  need_dispatch_num: m.counter_need_dispatch_num,
  no_deadline_num: m.counter_no_deadline_num,
  need_dispose_num: m.counter_need_dispose_num,
  dispose_num: m.counter_dispose_num,
  intime_dispose_num: m.counter_intime_dispose_num,
  overtime_dispose_num: m.counter_overtime_dispose_num,
  to_dispose_num: m.counter_to_dispose_num,
  overtime_to_dispose_num: m.counter_overtime_to_dispose_num,
  archive_num: m.counter_archive_num,
  overtime_to_archive_num: m.counter_overtime_to_archive_num,
  rework_num: m.counter_rework_num,
  multi_rework_num: m.counter_multi_rework_num,
  postpone_num: m.counter_postpone_num,
  multi_postpone_num: m.counter_multi_postpone_num,
  hang_num: m.counter_hang_num,
  his_hang_num: m.counter_his_hang_num,
  patrol_deal_report_num: m.counter_patrol_deal_report_num,
  patrol_deal_archive_num: m.counter_patrol_deal_archive_num,
  need_archive_num: m.counter_need_archive_num,
  intime_archive_num: m.counter_intime_archive_num,
  overtime_archive_num: m.counter_overtime_archive_num,
};

/** What a counter counts, in words; null for a name that is no counter. */
export function counterName(name: string): string | null {
  return COUNTERS[name]?.() ?? null;
}
