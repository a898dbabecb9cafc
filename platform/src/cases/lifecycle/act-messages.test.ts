import { describe, expect, it } from 'vitest';
import { NOW, SITUATIONS, standing, task, UNITS, type Who } from '../../../test/lifecycle/situations.ts';
import '../../messages.ts';
import { inTwo } from '../../kernel/message.ts';
import type { CaseEvent } from '../events.ts';
import { doneMessage, nextMessage } from './act-messages.ts';
import type { ActName } from './acts.ts';
import { decide } from './decide.ts';
import type { Given } from './given.ts';
import { rowsOf } from './lifecycle.ts';
import { offersOn } from './offers.ts';
import { tryRows } from './refuse.ts';
import type { Performer, Standing, Task } from './standing.ts';

const by = (who: Who, post: Performer['post']): Performer => ({
  ...{ tenantId: who === 'city' || who === 'utility' ? 1 : 2, unitId: UNITS[who], post, personId: null },
});
const NAMES = { 10: '遂宁市监督指挥中心', 11: '供电公司', 20: '蓬溪县指挥中心', 21: '环卫所', 22: '园林局' };
/** With the bodies under their names. */
function at(heading: string, changes: Partial<Standing> = {}): Standing {
  const on = standing('one-two by city', { ...SITUATIONS[heading]!.changes('city'), ...changes });
  const named = [...on.bodies].map(([id, body]) => [id, { ...body, name: NAMES[id as keyof typeof NAMES] }] as const);
  return { ...on, bodies: new Map(named) };
}

/** What whoever acts reads, where the case is then in a state at a body. */
function done(
  act: ActName,
  on: Standing,
  who: Performer,
  state: Standing['state'],
  holder: Who,
  given: Given = {},
  of: Task | null = null,
) {
  const { attempt, refusal } = tryRows(rowsOf(act), { standing: on, who, task: of, now: NOW });
  expect(refusal).toBeNull();
  const outcome = decide(attempt, given, { limit: null, stepLimit: null });
  const after = { caseNo: '510921-20261012-00012', state, holderUnitId: UNITS[holder] };
  const { zh, en } = inTwo(doneMessage(after, attempt, outcome));
  return [zh.replace('510921-20261012-', ''), en.replace('510921-20261012-', '')];
}

describe('whoever has acted reads', () => {
  const why = { reason: 'as_stated' };

  it('where the case went', () => {
    const filed = at('dispatching: just filed');
    expect(done('dispatch', filed, by('county', 'dispatcher'), 'disposing', 'body', { unitId: 21 })).toEqual([
      '00012 已派遣，转到环卫所（处置中）',
      '00012: Dispatch. It is now with 环卫所 (being disposed of)',
    ]);
  });

  it('how it ended, and that it stays', () => {
    expect(done('close', at('closing'), by('city', 'shift_leader'), 'closed', 'city')[0]).toBe('00012 已办：结案');
    const found = at('collecting: from the public, found true');
    const of = { classId: 1, ruleId: 1 };
    expect(done('accept', found, by('city', 'acceptor'), 'filing', 'city', of)[0]).toBe('00012 已受理（待立案）');
  });

  it('whom a question or an order went to, and to whom an answer', () => {
    const order = { order: 'supervise', level: 'important', until: '2026-10-13T18:00:00+08:00', words: '请速办' };
    expect(done('supervise', at('disposing: taken'), by('city', 'leader'), 'disposing', 'body', order)[0]).toBe(
      '00012 已督办，发给蓬溪县指挥中心',
    );
    const helping = task('assist', 'helper');
    const on = at('disposing: assistance out', { tasks: [helping] });
    const answer = done('answer_assist', on, by('helper', 'department'), 'disposing', 'body', { words: '完' }, helping);
    expect(answer).toEqual([
      '00012 已协办反馈，答复给蓬溪县指挥中心',
      '00012: Answer as assistant. Answered to 蓬溪县指挥中心',
    ]);
  });

  it('who will decide what he asked for', () => {
    const asked = (extensions: number) =>
      done('ask_extension', at('disposing: taken', { extensions }), by('body', 'worker'), 'disposing', 'body', why);
    expect(asked(0)).toEqual([
      '00012 已申请延期，由蓬溪县指挥中心审批（派遣员）',
      '00012: Ask for an extension, to be decided by 蓬溪县指挥中心 (dispatcher)',
    ]);
    expect(asked(1)[0]).toBe('00012 已申请延期，由蓬溪县指挥中心审批（领导）');
    expect(done('ask_void', at('disposing: taken'), by('body', 'department'), 'disposing', 'body', why)[0]).toBe(
      '00012 已申请作废，由遂宁市监督指挥中心审批（值班长）',
    );
  });

  it('that a note is one, and that a decision about a case of others waits', () => {
    const satisfied = { satisfaction: 'satisfied' };
    const closed = at('closed: from the public');
    expect(done('call_back', closed, by('city', 'acceptor'), 'closed', 'city', satisfied)[0]).toBe(
      '00012 已回访，已记入案卷，案卷未移交',
    );
    const force = done('force_close', at('disposing: taken'), by('city', 'leader'), 'disposing', 'body', why);
    expect(force).toEqual([
      '00012 已决定强制结案，等蓬溪县指挥中心办理',
      '00012: Force the closing decided. It waits for 蓬溪县指挥中心',
    ]);
    const recall = done('recall', at('disposing: just dispatched'), by('county', 'dispatcher'), 'disposing', 'body');
    expect(recall).toEqual(['00012 已决定撤回，系统随即执行', '00012: Recall decided. It is carried out at once']);
  });
});

describe('the next one concerned reads', () => {
  const event = (kind: CaseEvent['kind'], act: ActName, byUnitId: number, version: number | null): CaseEvent => ({
    ...{ id: 'e', kind, occurredAt: NOW, amends: null, version, leadUnitId: null, byUnitId, data: { act } },
  });
  const next = (on: Standing, who: Performer, events: readonly CaseEvent[] = [], of: Task | null = null) => {
    const found = nextMessage({ standing: on, events }, who, of);
    return found && inTwo(found);
  };

  it('who brought the case, and what its desk or body does with it', () => {
    const filed = [event('filed', 'file', 10, 4)];
    expect(next(at('dispatching: just filed'), by('county', 'dispatcher'), filed)).toEqual({
      zh: '遂宁市监督指挥中心已立案：请派遣员派遣，或回退。',
      en: '遂宁市监督指挥中心: File. The dispatcher dispatches it, or returns it.',
    });
    const dispatched = [...filed, event('dispatched', 'dispatch', 20, 5), event('taken', 'take', 21, null)];
    expect(next(at('disposing: taken'), by('body', 'worker'), dispatched)?.zh).toBe(
      '蓬溪县指挥中心已派遣：请接收，在时限内处置并反馈；不能处置的提出申请。',
    );
  });

  it('what was answered or refused since: by the desk whose question it was, by the body that had asked', () => {
    const verified = [event('registered', 'register', 10, 1), event('verify_answered', 'answer_verify', 22, null)];
    expect(next(at('collecting: from the public, found true'), by('city', 'acceptor'), verified)?.zh).toBe(
      '园林局已核实反馈：请受理员核实后受理，或不予受理。',
    );
    const refused = {
      ...event('decided', 'refuse_request', 20, null),
      data: { act: 'refuse_request', granted: false },
    };
    const since = [event('dispatched', 'dispatch', 20, 5), refused, event('acknowledged', 'acknowledge', 22, null)];
    expect(next(at('disposing: taken'), by('body', 'department'), since)?.zh).toBe(
      '蓬溪县指挥中心已不同意申请：请接收，在时限内处置并反馈；不能处置的提出申请。',
    );
  });

  it('nothing where he neither has the case nor is asked, and nothing once it is over', () => {
    const dispatched = [event('dispatched', 'dispatch', 20, 5)];
    expect(next(at('disposing: taken'), by('city', 'leader'), dispatched)).toBeNull();
    expect(next(at('disposing: taken'), by('another body', 'department'), dispatched)).toBeNull();
    expect(next(at('closed: from a patrol'), by('city', 'shift_leader'), [event('closed', 'close', 10, 9)])).toBeNull();
  });

  it('that a request waits for the decision of his desk, and of which post', () => {
    const asked = at('disposing: extended once, and a second extension is asked for');
    expect(next(asked, by('county', 'leader'))).toEqual({
      zh: '环卫所已申请延期：由蓬溪县指挥中心审批（领导）。',
      en: '环卫所: Ask for an extension, to be decided by 蓬溪县指挥中心 (leader).',
    });
    expect(next(asked, by('city', 'leader'))).toBeNull();
  });

  it('what he is asked by a task of his own; of a hand-over the case itself says it', () => {
    const helping = task('assist', 'helper');
    const on = at('disposing: assistance out', { tasks: [helping] });
    expect(next(on, by('helper', 'department'), [], helping)?.zh).toBe('蓬溪县指挥中心请本单位协办：请办理后反馈。');
    expect(next(on, by('county', 'dispatcher'), [], helping), 'who asked it').toBeNull();
    expect(next(on, by('helper', 'department'), [], { ...helping, state: 'answered' })).toBeNull();
    expect(next(on, by('body', 'department'), [], task('lead', 'body'))).toBeNull();
  });
});

describe('an offer', () => {
  const offer = (act: ActName, on: Standing, who: Performer) => {
    const { reasons, approver } = offersOn(on, who, null, NOW).find((one) => one.act === act)!;
    return { reasons, approver: approver && inTwo(approver).zh };
  };

  it('names the reasons of the act, and of a request who will decide about it', () => {
    expect(offer('ask_extension', at('disposing: taken'), by('body', 'worker'))).toEqual({
      reasons: ['bad_weather', 'awaiting_material', 'awaiting_approval', 'large_work', 'other'],
      approver: '由蓬溪县指挥中心审批（派遣员）',
    });
    expect(offer('feed_back', at('disposing: taken'), by('body', 'department'))).toEqual({
      reasons: [],
      approver: null,
    });
  });

  it('names whom the mode lets decide: the other side, or other posts', () => {
    const on = at('disposing: taken');
    const mode = { ...on.mode, deciders: { suspension: 'supervision' as const }, rights: { suspend: ['leader'] } };
    expect(offer('ask_suspension', { ...on, mode }, by('body', 'department')).approver).toBe(
      '由遂宁市监督指挥中心审批（领导）',
    );
  });
});
