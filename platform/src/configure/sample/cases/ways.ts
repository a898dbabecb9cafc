import { deed, type Deed } from './deeds.ts';

const REGISTERED = [deed('acceptor', 'register', 0)];
const VERIFIED = [
  ...REGISTERED,
  deed('acceptor', 'ask_verify', 3),
  deed('collector', 'answer_verify', 12, { finding: 'exists', words: '现场核实，情况属实' }),
];
const ACCEPTED = [...VERIFIED, deed('acceptor', 'accept', 4)];
const FILED = [...ACCEPTED, deed('shift_leader', 'file', 5)];
const DISPATCHED = [...FILED, deed('dispatcher', 'dispatch', 6)];
const TAKEN = [...DISPATCHED, deed('department', 'take', 7)];
const FED_BACK = [...TAKEN, deed('department', 'feed_back', 45, { words: '已处置完毕，请核查' })];
const CHECKING = [...FED_BACK, deed('acceptor', 'ask_check', 5)];
const CHECKED = [...CHECKING, deed('checker', 'answer_check', 25, { finding: 'passed', words: '现场已恢复' })];
const PASSED = [...CHECKED, deed('acceptor', 'pass_check', 4)];
const CLOSED = [...PASSED, deed('shift_leader', 'close', 6)];
const UP = [...FILED, deed('dispatcher', 'pass_up', 6, { reason: 'city_facility', words: '请市级派遣' })];
const AT_CITY_BODY = [...UP, deed('city_dispatcher', 'dispatch', 8)];
const ASSISTING = [...TAKEN, deed('dispatcher', 'ask_assist', 5, { words: '请配合清理现场、维持秩序' })];

/** How far a case got, and how: each ends at the desk of whoever is next. Those of a collector’s report need no 核实. */
export const WAYS = {
  registered: REGISTERED,
  verifying: REGISTERED.concat(deed('acceptor', 'ask_verify', 3)),
  verified: VERIFIED,
  notFound: VERIFIED.slice(0, 2).concat(
    deed('collector', 'answer_verify', 14, { finding: 'absent', words: '到场未发现所述问题' }),
  ),
  accepted: ACCEPTED,
  backAtAcceptor: [
    ...ACCEPTED,
    deed('shift_leader', 'return_to_acceptor', 6, { reason: 'wrong_class', words: '请重新选择' }),
  ],
  filed: FILED,
  notOurs: [...FILED, deed('dispatcher', 'return_case', 7, { reason: 'wrong_place', words: '描述不清，无法派遣' })],
  dispatched: DISPATCHED,
  taken: TAKEN,
  extensionWaits: [
    ...TAKEN,
    deed('department', 'ask_extension', 10, { reason: 'awaiting_material', words: '需调用吊车，已联系租赁单位' }),
  ],
  extended: [
    ...TAKEN,
    deed('department', 'ask_extension', 10, { reason: 'awaiting_material', words: '供应商次日送达' }),
    deed('dispatcher', 'extend', 15, { reason: 'as_stated' }),
  ],
  returnWaits: [...TAKEN, deed('department', 'ask_return', 9, { reason: 'other_unit' })],
  returned: [
    ...TAKEN,
    deed('department', 'ask_return', 9, { reason: 'other_owner' }),
    deed('dispatcher', 'take_back', 10, { reason: 'as_stated', words: '已核对责任清单' }),
  ],
  suspensionWaits: [
    ...TAKEN,
    deed('department', 'ask_suspension', 12, { reason: 'wrong_season', words: '沥青不能摊铺', untilDays: 20 }),
  ],
  suspended: [
    ...TAKEN,
    deed('department', 'ask_suspension', 12, { reason: 'large_work', words: '片区改造，完工后恢复', untilDays: 30 }),
    deed('dispatcher', 'suspend', 20, { reason: 'as_stated', untilDays: 30 }),
  ],
  resumesTomorrow: [
    ...TAKEN,
    deed('department', 'ask_suspension', 12, { reason: 'other', words: '等待停水停电窗口', untilDays: 1 }),
    deed('dispatcher', 'suspend', 20, { reason: 'as_stated', untilDays: 1 }),
  ],
  voidWaits: [...TAKEN, deed('department', 'ask_void', 10, { reason: 'duplicate_case' })],
  voided: [
    ...TAKEN,
    deed('department', 'ask_void', 10, { reason: 'duplicate_case' }),
    deed('shift_leader', 'void', 10, { reason: 'duplicate_case' }),
  ],
  assisting: ASSISTING,
  assisted: [...ASSISTING, deed('helper', 'answer_assist', 30, { words: '已到场配合完成' })],
  fedBack: FED_BACK,
  checking: CHECKING,
  checked: CHECKED,
  checkedBad: CHECKING.concat(
    deed('checker', 'answer_check', 25, { finding: 'failed', words: '仍有残留，未清理干净' }),
  ),
  reworked: [
    ...CHECKING,
    deed('checker', 'answer_check', 25, { finding: 'failed', words: '仍有残留' }),
    deed('acceptor', 'fail_check', 5, { reason: 'partly_done', words: '请重新处置' }),
  ],
  passed: PASSED,
  closed: CLOSED,
  calledBack: [...CLOSED, deed('acceptor', 'call_back', 20, { satisfaction: 'satisfied', words: '市民表示满意' })],
  refused: [
    ...REGISTERED,
    deed('acceptor', 'refuse_acceptance', 5, { reason: 'outside_scope', words: '已告知反映渠道' }),
  ],
  notFiled: [...ACCEPTED, deed('shift_leader', 'refuse_filing', 6, { reason: 'below_condition' })],
  selfHandled: [deed('acceptor', 'self_handle', 0)],
  archived: [deed('acceptor', 'self_handle', 0), deed('acceptor', 'archive', 6)],
  urgent: [...REGISTERED, deed('shift_leader', 'file_urgent', 3)],
  supervised: [
    ...TAKEN,
    deed('leader', 'supervise', 20, {
      ...{ order: 'supervise', level: 'leader', words: '群众多次反映，请明早前办结并回复', untilDays: 1 },
    }),
  ],
  supervisedAndAnswered: [
    ...TAKEN,
    deed('inspector', 'supervise', 20, {
      order: 'supervise',
      untilDays: 1,
      level: 'important',
      words: '主干道沿线，请优先处置',
    }),
    deed('dispatcher', 'answer_order', 30, { words: '已安排班组到场，预计两小时内完成' }),
  ],
  passedUp: UP,
  atCityBody: AT_CITY_BODY,
  takenByCityBody: [...AT_CITY_BODY, deed('department', 'take', 9)],
  fedBackByCityBody: [
    ...AT_CITY_BODY,
    deed('department', 'take', 9),
    deed('department', 'feed_back', 60, { words: '抢修完成，已恢复' }),
  ],
} as const satisfies Readonly<Record<string, readonly Deed[]>>;

export type Way = keyof typeof WAYS;

/** A report of a collector is accepted as it is: he stood before it (workflow.md §3). */
export const withoutVerification = (deeds: readonly Deed[]): readonly Deed[] =>
  deeds.filter(({ act }) => act !== 'ask_verify' && act !== 'answer_verify');
