import { m } from '#lib/paraglide/messages.js';

const REFUSALS = [m.reason_not_ours, m.reason_not_found, m.reason_duplicate, m.reason_solved, m.reason_unclear];
const RETURNS = [m.reason_wrong_class, m.reason_wrong_place, m.reason_unclear_photo, m.reason_below_condition];
const NOT_MINE = [m.reason_other_unit, m.reason_other_place, m.reason_private_ground, m.reason_other_owner];
const REWORK = [m.reason_not_done, m.reason_half_done, m.reason_no_photo, m.reason_wrong_spot];
const LONGER = [m.reason_weather, m.reason_material, m.reason_approval, m.reason_big_work];
const GRANTED = [m.reason_true, m.reason_form_ok];
const DENIED = [m.reason_enough_time, m.reason_own_duty, m.reason_no_proof];

/** Stock reasons of an act, picked by a digit; every one may be put into own words instead. */
const REASONS: Readonly<Record<string, readonly (() => string)[]>> = {
  refuse_acceptance: REFUSALS,
  refuse_filing: REFUSALS,
  return_to_acceptor: RETURNS,
  return_case: RETURNS,
  to_normal_flow: RETURNS,
  ask_return: NOT_MINE,
  pass_up: NOT_MINE,
  send_down: NOT_MINE,
  fail_check: REWORK,
  fail_closing: REWORK,
  ask_extension: LONGER,
  ask_suspension: LONGER,
  extend: GRANTED,
  take_back: GRANTED,
  suspend: GRANTED,
  resume: [m.reason_obstacle_gone],
  ask_void: REFUSALS,
  void: REFUSALS,
  refuse_request: DENIED,
  force_close: [m.reason_solved, m.reason_cannot],
};

export const reasonsOf = (act: string): string[] => (REASONS[act] ?? []).map((reason) => reason());
