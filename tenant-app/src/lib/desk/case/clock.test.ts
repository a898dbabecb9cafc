import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import type { CaseDeadline } from '#lib/cases/deadline.ts';
import type { CaseAtDesk } from '../open.ts';
import QueueRow from '../queue/QueueRow.svelte';
import type { Row } from '../queue/row.ts';
import Clock from './Clock.svelte';

const DUE = '2027-02-24T10:00:00Z';
const NOW = Date.parse('2026-12-29T02:00:00Z');

/** The clock of a case in disposal, whose deadline lies in a year without a holiday notice or not. */
function clock(provisional: boolean): string {
  const step = {
    ...{
      step: 'disposal',
      unitId: 21,
      startedAt: '2026-12-28T00:00:00Z',
      startedBy: 'dispatched',
      startedByUnitId: 20,
    },
    ...{ endedAt: null, endedBy: null, limit: { value: '40', unit: 'working_day' }, limitMs: 40 * 8 * 3_600_000 },
    ...{ usedMs: 0, dueAt: DUE, warnAt: DUE, dueProvisional: provisional, lamp: 'green', verdict: 'running' },
    ...{ pauses: [], extensions: [], segments: [] },
  };
  const deadline = { explained: { dueAt: DUE, provisional }, steps: [step], bodies: [] } as unknown as CaseDeadline;
  const page = { state: 'disposing', stepDueAt: DUE, warnAt: DUE, dueAt: DUE, extensionCount: 0, reworkCount: 0 };
  return render(Clock, { props: { page: page as unknown as CaseAtDesk, deadline, now: NOW } }).body;
}

/** The same case as a row of a list. */
function row(provisional: boolean): string {
  const of: Row = {
    ...{ key: 'a', queueAt: DUE, tenantId: 2, caseId: 'a', taskId: null, caseNo: 'n', classId: 1, title: '店外经营' },
    ...{
      address: '人民路',
      label: '处置中',
      county: '蓬溪县',
      other: null,
      state: 'disposing',
      dueAt: DUE,
      warnAt: DUE,
    },
    ...{ provisional, urgent: false, version: 5, holderUnitId: 21, report: null },
  };
  return render(QueueRow, {
    props: { row: of, now: NOW, gone: false, marked: false, showCounty: false, compact: false },
  }).body;
}

const badges = (html: string): number => html.match(/title="涉及尚未公布的节假日安排"/g)?.length ?? 0;

describe('a deadline that leans on holidays nobody has announced', () => {
  it('is called provisional at the step, at the case and in the step’s own clock', () => {
    expect(badges(clock(true))).toBe(3);
    expect(badges(clock(false))).toBe(0);
  });

  it('is called provisional in the list', () => {
    expect(badges(row(true))).toBe(1);
    expect(row(true)).toContain('暂定');
    expect(badges(row(false))).toBe(0);
  });
});
