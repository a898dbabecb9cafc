import { describe, expect, it } from 'vitest';
import {
  COLUMNS,
  NOW,
  SITUATIONS,
  standing,
  task,
  UNITS,
  type Column,
  type Who,
} from '../../../test/lifecycle/situations.ts';
import { inTwo } from '../../kernel/message.ts';
import type { ActName } from './acts.ts';
import { rowsOf } from './lifecycle.ts';
import { insteadOf } from './offers.ts';
import { tryRows } from './refuse.ts';
import type { Performer, Standing, Task } from './standing.ts';

const ME = '00000000-0000-4000-8000-000000000001';
const by = (who: Who, post: Performer['post']): Performer => ({
  ...{ tenantId: who === 'city' || who === 'utility' ? 1 : 2, unitId: UNITS[who], post, personId: ME },
});
const at = (heading: string, column: Column = 'one-two by city', changes: Partial<Standing> = {}): Standing => {
  const situation = SITUATIONS[heading]!;
  return standing(column, { ...situation.changes(COLUMNS[column].supervision), ...changes });
};

function refused(act: ActName, on: Standing, who: Performer, of: Task | null = null) {
  const { refusal } = tryRows(rowsOf(act), { standing: on, who, task: of, now: NOW });
  if (refusal === null) return null;
  const { zh, en } = inTwo({ ...refusal, params: { ...refusal.params, instead: insteadOf(on, who, of, NOW) } });
  return [refusal.code, zh, en];
}
const check = task('check', 'helper', { barred: [ME] });

/** One refusal of each kind: what was tried, and the sentences, with what is possible instead where something is. */
const REFUSALS: readonly [ReturnType<typeof refused>, ...string[]][] = [
  [
    refused('close', at('dispatching: just filed'), by('county', 'dispatcher')),
    ...['FLOW-STATE', '案卷待派遣，不能结案。现在可以办理：派遣；回退；上交市级。'],
    '“Close” is not possible: the case is waiting to be dispatched. Possible now: Dispatch; Return; Pass up.',
  ],
  [
    refused('dispatch', at('dispatching: just filed'), by('city', 'dispatcher')),
    ...['FLOW-SIDE', '派遣由负责指挥的坐席办理。', '“Dispatch” is done by the desk that commands it.'],
  ],
  [
    refused('file', at('filing'), by('city', 'acceptor')),
    ...['FLOW-POST', '立案的岗位为：值班长。', '“File” is done by: shift leader.'],
  ],
  [
    refused(
      'answer_check',
      at('check_sending: check out', 'one-one', { tasks: [check] }),
      by('helper', 'collector'),
      check,
    ),
    ...['FLOW-BARRED', '您参与了该案卷的前一环节，不能再核查反馈。'],
    'You took part in an earlier step: “Answer the check” is for somebody else.',
  ],
  [
    refused(
      'pass_check',
      at('check_sending: passed on the spot', 'one-two by county', {
        done: [
          ...[{ act: 'dispatch' as const, personId: ME, finding: null }],
          { act: 'answer_check' as const, personId: null, finding: 'passed' },
        ],
      }),
      by('county', 'acceptor'),
    ),
    ...['FLOW-SAME-PERSON', '您已办理“派遣”，同一案卷不能再由您核查通过。现在可以办理：派核查；核查不通过，返工。'],
    'You did “Dispatch” on this case, so “Pass the check” is for somebody else. Possible now: Ask for a check; Fail the check: rework.',
  ],
  [
    refused('answer_order', at('filing'), by('helper', 'dispatcher'), task('reply', 'helper', { state: 'answered' })),
    ...[
      'FLOW-TASK-OVER',
      '该任务已办结或已撤回，不能督办回复。',
      'The task is over: “Answer the order” is not possible.',
    ],
  ],
  [
    refused('accept', at('collecting: from the public, not verified'), by('city', 'acceptor')),
    ...['FLOW-NOT-VERIFIED', '该来源须先核实属实，才能受理。现在可以办理：派核实；不予受理。'],
    'Reports of this source are verified first, before “Accept”. Possible now: Ask for a verification; Refuse acceptance.',
  ],
  [
    refused('pass_check', at('check_sending: nobody has looked'), by('city', 'acceptor')),
    ...['FLOW-NOT-CHECKED', '须先有现场核查通过的结果，才能核查通过。现在可以办理：派核查；核查不通过，返工。'],
    'A check on the spot has to pass first, before “Pass the check”. Possible now: Ask for a check; Fail the check: rework.',
  ],
  [
    refused('ask_check', at('check_sending: check out'), by('city', 'acceptor')),
    ...[
      'FLOW-ASKED-ALREADY',
      '已有同类任务未反馈，不能再派核查；逾期未反馈或该单位停用后，可另派单位。现在可以办理：核查不通过，返工。',
    ],
    'Such a task is still open: no second “Ask for a check” before it is overdue or its body ends. Possible now: Fail the check: rework.',
  ],
  [
    refused('file_urgent', at('collecting: returned by the dispatcher'), by('city', 'shift_leader')),
    ...['FLOW-RETURNED', '案卷是退回来的，不能直接紧急派遣。现在可以办理：督办。'],
    'The case was returned to you: “File and dispatch at once” would push it past your own stage. Possible now: Supervise.',
  ],
  [
    refused('void', at('dispatching: just filed'), by('city', 'shift_leader')),
    ...['FLOW-NOT-RETURNED', '案卷未经回退，不能作废。现在可以办理：督办；撤回。'],
    '“Void” is not possible: the case was not returned. Possible now: Supervise; Recall.',
  ],
  [
    refused('pass_up', at('dispatching: just filed', 'one-one'), by('county', 'dispatcher')),
    ...['FLOW-CITY-DIRECT', '不须经市级监督指挥中心，不能上交市级。现在可以办理：派遣；回退。'],
    '“Pass up” is not needed: the case does not go through the city. Possible now: Dispatch; Return.',
  ],
  [
    refused('send_down', at('dispatching: just filed'), by('county', 'dispatcher')),
    ...['FLOW-NOT-PASSED-UP', '案卷不是区县上交的，不能下派区县。现在可以办理：派遣；回退；上交市级。'],
    '“Send down” is not possible: no county passed the case up. Possible now: Dispatch; Return; Pass up.',
  ],
  [
    refused('feed_back', at('disposing: assistance out'), by('body', 'department')),
    ...[
      'FLOW-ASSISTS-OPEN',
      '协办单位尚未全部反馈，不能处置反馈。现在可以办理：申请延期；申请回退；申请挂账；申请作废。',
    ],
    'Not every assistant has answered: “Feed back” has to wait. Possible now: Ask for an extension; Ask for a return; ' +
      'Ask for a suspension; Ask to void.',
  ],
  [
    refused('ask_return', at('disposing: assigned inside'), by('body', 'department')),
    ...[
      'FLOW-INNER-OPEN',
      '任务已分派给班组或人员，须先撤回内部分派，才能申请回退。现在可以办理：处置反馈；申请延期；申请挂账；申请作废。',
    ],
    'The task is with a squad or a person of your unit: take that back first (“Assign inside” to nobody), before ' +
      '“Ask for a return”. Possible now: Feed back; Ask for an extension; Ask for a suspension; Ask to void.',
  ],
  [
    refused('feed_back', at('disposing: an extension is asked for'), by('body', 'department')),
    ...[
      'FLOW-REQUEST-WAITS',
      '有申请尚待审批，不能处置反馈。',
      'A request waits for its decision: “Feed back” has to wait.',
    ],
  ],
  [
    refused('extend', at('disposing: taken'), by('county', 'dispatcher')),
    ...['FLOW-NO-REQUEST', '没有待审批的申请，不能同意延期。现在可以办理：派协办；督办。'],
    'Nothing was asked for: “Grant the extension” is not possible. Possible now: Ask for assistance; Supervise.',
  ],
  [
    refused('extend', at('disposing: an extension is asked for'), by('county', 'leader')),
    ...['FLOW-POST', '同意延期的岗位为：派遣员。现在可以办理：督办。'],
    '“Grant the extension” is done by: dispatcher. Possible now: Supervise.',
  ],
  [
    refused('extend', at('disposing: extended once, and a second extension is asked for'), by('county', 'dispatcher')),
    ...['FLOW-POST', '同意延期的岗位为：领导。现在可以办理：派协办；督办。'],
    '“Grant the extension” is done by: leader. Possible now: Ask for assistance; Supervise.',
  ],
  [
    refused('ask_extension', at('disposing: past the deadline'), by('body', 'worker')),
    ...['FLOW-AFTER-DUE', '已过处置时限，不能申请延期。'],
    'The deadline has passed: “Ask for an extension” is not possible any more.',
  ],
  [
    refused('ask_extension', at('disposing: extended twice'), by('body', 'worker')),
    ...['FLOW-NO-EXTENSION-LEFT', '延期已满两次，不能申请延期。'],
    'Two extensions were granted: no further “Ask for an extension”.',
  ],
  [
    refused('take', at('disposing: taken'), by('body', 'worker')),
    ...['FLOW-TAKEN-ALREADY', '已被接收，不能再接收。现在可以办理：申请延期。'],
    'It was taken already: “Take” is not possible any more. Possible now: Ask for an extension.',
  ],
  [
    refused(
      'assign_inside',
      at('disposing: a return is asked for'),
      by('body', 'department'),
      task('lead', 'body', { state: 'accepted', asks: 'return' }),
    ),
    ...[
      'FLOW-REQUEST-WAITS',
      '有申请尚待审批，不能内部分派。',
      'A request waits for its decision: “Assign inside” has to wait.',
    ],
  ],
  [
    refused(
      'withdraw_assist',
      at('disposing: assistance out'),
      by('body', 'department'),
      task('assist', 'helper', { askerUnitId: UNITS.county }),
    ),
    ...[
      'FLOW-SIDE',
      '撤回协办由派出该任务的坐席办理。',
      '“Withdraw the assistance” is done by the desk that gave the task.',
    ],
  ],
  [
    refused('fail_check', at('closed: from a patrol'), by('city', 'shift_leader')),
    ...[
      'FLOW-NO-REWORK-ORDERED',
      '结案后须先有抽查不合格的结果，或上级的再交办，才能核查不通过，返工。现在可以办理：督办。',
    ],
    'After the closing a spot check has to fail first, or the case to be ordered again, before “Fail the check: rework”. ' +
      'Possible now: Supervise.',
  ],
  [
    refused('fail_check', at('closed: a spot check failed, nobody knows who worked it'), by('city', 'shift_leader')),
    ...['FLOW-LEAD-ENDED', '案卷没有仍在承接的主责单位，不能核查不通过，返工。现在可以办理：督办。'],
    '“Fail the check: rework” is not possible: no body that still takes cases is responsible for it. Possible now: Supervise.',
  ],
  [
    refused('call_back', at('closed: from the public, called back'), by('city', 'acceptor')),
    ...['FLOW-CALLED-BACK', '该案卷已回访，不能再回访。', 'The reporter was asked already: no second “Call back”.'],
  ],
  [
    refused('refuse_request', at('disposing: its void is asked for and decided'), by('city', 'shift_leader')),
    ...['FLOW-DECIDED', '已有决定待系统执行，不能再不同意申请。现在可以办理：督办。'],
    'A decision about the case waits to be carried out: “Refuse the request” is not possible now. Possible now: Supervise.',
  ],
  [
    refused('call_back', at('closed: from a patrol'), by('city', 'acceptor')),
    ...[
      'FLOW-NOT-PUBLIC',
      '不是公众来源的案卷，不能回访。',
      'The report did not come from the public: no “Call back”.',
    ],
  ],
];

describe('a refusal says why, and what is possible instead', () => {
  it.each(REFUSALS.map(([got, code, zh, en]) => [code, got, zh, en] as const))('%s', (code, got, zh, en) => {
    expect(got).toEqual([code, zh, en]);
  });

  it('whoever filed and dispatched at once has dispatched: he does not pass the check', () => {
    const done = [
      { act: 'file_urgent' as const, personId: ME, finding: null },
      { act: 'feed_back' as const, personId: null, finding: null },
      { act: 'answer_check' as const, personId: null, finding: 'passed' },
    ];
    const on = at('check_sending: passed on the spot', 'one-two by county', { done });
    expect(refused('pass_check', on, by('county', 'acceptor'))?.[0]).toBe('FLOW-SAME-PERSON');
  });
});
