import { expect } from 'vitest';
import { actedCase, afterAct, afterRecall, eventRow, readsAll } from '../../src/cases/lifecycle/after-act.ts';
import { decisionOf } from '../../src/cases/lifecycle/clerk-decisions.ts';
import { undoneTasks } from '../../src/cases/lifecycle/clerk-recall.ts';
import { decide } from '../../src/cases/lifecycle/decide.ts';
import type { ActEvent, NewTask } from '../../src/cases/lifecycle/outcome.ts';
import type { Given } from '../../src/cases/lifecycle/given.ts';
import { rowsOf } from '../../src/cases/lifecycle/lifecycle.ts';
import { caseAsRead, taskAsRead } from '../../src/cases/lifecycle/as-read.ts';
import type { CaseRowRead, EventRow } from '../../src/cases/lifecycle/read-rows.ts';
import { tryRows } from '../../src/cases/lifecycle/refuse.ts';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import { leadHomeOf, type Body, type Performer, type Task } from '../../src/cases/lifecycle/standing.ts';
import { changesOf } from '../../src/cases/lifecycle/task-rows.ts';
import { inOrder } from '../../src/cases/read-events.ts';
import { projectCase, type ProjectedCase } from '../../src/cases/project.ts';
import { caseRow, type CaseRow } from '../../src/cases/case-row.ts';
import { BATON_COLUMNS, DESK_COLUMNS, PROJECTED_COLUMNS } from '../../src/cases/record/columns.ts';
import type { ActedCase, ActEventRow, TaskUpdate } from '../../src/cases/record/record-act.ts';
import { FIELDS } from '../../src/cases/fields.ts';
import { STAGE_OF_STATE } from '../../src/cases/stage.ts';
import type { ModeDocument } from '../../src/tenants/mode-document.ts';
import { shippedModes } from '../../src/tenants/shipped-modes.ts';
import { columnsOf, type Columns } from '../../src/database/unnest-rows.ts';
import { calendar } from '../cases/history.ts';
import { COLUMNS, UNITS, type Column } from './situations.ts';

const KEY = { tenantId: 2, cityId: 1, caseId: '00000000-0000-7000-8000-00000000ca5e' };
const MODE_FROM = '2026-01-01T00:00:00+08:00';
const LIMIT = { value: '4', unit: 'working_hour' } as const;
const STEP_LIMIT = { value: '0.25', unit: 'clock_hour' } as const;

const body = (unitId: number, homeId: number, kind: string): Body => ({
  ...{ unitId, homeId, kind, name: `${kind} ${unitId}`, serves: true },
});
/** Desk, utility and collectors of the city; desk, two departments and collectors of its county 2. */
export const BODIES: readonly Body[] = [
  ...[body(10, 1, 'centre'), body(11, 1, 'utility'), body(12, 1, 'collection_company')],
  ...[body(20, 2, 'centre'), body(21, 2, 'department'), body(22, 2, 'department'), body(23, 2, 'collection_company')],
];
const HOMES = { tenantId: 2, bodies: new Map(BODIES.map((one) => [one.unitId, one])) };
export const homeOf = (unitId: number): number => BODIES.find((one) => one.unitId === unitId)!.homeId;
const isDesk = (unitId: number): boolean => unitId % 10 === 0;

interface StoredTask extends Task {
  readonly asked_at: Date;
  readonly answer: unknown;
  readonly alsoUnitId: number | null;
  readonly otherId: number | null;
  /** Of a notice: the event it points to. */
  readonly decisionId: string | null;
}

/** One case as the database would have it. */
export interface CaseInMemory {
  readonly mode: ModeDocument;
  now: Date;
  readonly ids: { next(): string };
  readonly events: EventRow[];
  tasks: StoredTask[];
  row: CaseRowRead;
  /** Bodies that get no new work any more. */
  abolished: readonly number[];
}

/** A case that the desk of supervision has just taken in. */
export function takeIn(
  column: Column,
  act: 'register' | 'self_handle',
  group: 'public' | 'patrol',
  now: Date,
): CaseInMemory {
  const { mode: name, supervision } = COLUMNS[column];
  let ids = 0;
  const stored: CaseInMemory = {
    mode: shippedModes().get(name)!,
    now,
    ids: { next: () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}` },
    ...{
      events: [],
      tasks: [],
      abolished: [],
      row: { tenant_id: 2, city_id: 1, id: KEY.caseId } as unknown as CaseRowRead,
    },
  };
  const unitId = UNITS[supervision];
  const picture = { kind: 'event', classId: 1, sourceCode: 'hotline', sourceGroup: group };
  const baton = { caseNo: '1', holderId: homeOf(unitId), holderUnitId: unitId, modeFrom: MODE_FROM };
  const desks = { supervisionUnitId: unitId, commandUnitId: 20, urgent: false };
  const step = act === 'register' ? 'acceptance' : 'review';
  const event = (kind: 'reported' | 'registered', data: ActEvent['data']) =>
    eventRow(stored, HOMES, { kind, data, leadUnitId: null, taskId: null, isMove: true }, 1, now);
  const who: Performer = { tenantId: homeOf(unitId), unitId, post: 'acceptor', personId: null };
  write(stored, who, [
    event('reported', { act, ...picture, ...baton, ...desks }),
    event('registered', { act, step, ...(act === 'register' ? {} : { selfHandled: true }) }),
  ]);
  refresh(stored);
  return stored;
}

/** What somebody sees of it: a desk all; a body its tasks, and the case and the events of its time while it has the lead. */
export function read(
  { row, events, tasks, mode, abolished }: CaseInMemory,
  { unitId }: Performer,
  taskId: string | null,
) {
  const reader = homeOf(unitId);
  const bodies = new Map(
    BODIES.filter(({ homeId }) => isDesk(unitId) || reader === 2 || homeId === reader).map(
      (one) => [one.unitId, { ...one, serves: !abolished.includes(one.unitId) }] as const,
    ),
  );
  if (isDesk(unitId)) return caseAsRead(row, events, [], tasks, bodies, mode);
  const own = tasks.filter((task) => task.unitId === unitId || task.alsoUnitId === unitId);
  if (row.lead_unit_id === unitId) {
    return caseAsRead(
      row,
      events.filter((event) => event.lead_unit_id === unitId),
      [],
      own,
      bodies,
      mode,
    );
  }
  const task = own.find(({ id }) => id === taskId);
  const limited = { classId: row.class_id, ruleId: row.rule_id, cellId: row.cell_id };
  return task === undefined ? null : taskAsRead({ ...KEY, ...task }, task.alsoUnitId, own, bodies, mode, limited);
}

/** Performs an act as `actAs` does; null where it is refused. */
export function perform(
  stored: CaseInMemory,
  who: Performer,
  act: ActName,
  taskId: string | null,
  given: Given,
): null | 'done' {
  const found = read(stored, who, taskId);
  if (found === null) return null;
  const { standing } = found;
  const task = standing.tasks.find(({ id }) => id === taskId) ?? null;
  const { attempt, refusal } = tryRows(rowsOf(act), { standing, who, task, now: stored.now });
  if (refusal !== null) return null;
  const outcome = decide(attempt, given, {
    limit: given.ruleId === undefined ? null : LIMIT,
    stepLimit: attempt.row.clock?.starts === undefined || attempt.row.clock.starts === 'disposal' ? null : STEP_LIMIT,
  });
  const { acted, events } = afterAct(stored, readsAll(found) ? calendar : null, found, outcome, stored.now);
  expect(forbidden(stored, who, { events, acted, changes: changesOf(outcome.changes), opens: outcome.opens })).toEqual(
    [],
  );
  write(stored, who, events);
  if (acted !== null) keep(stored, acted);
  change(stored, changesOf(outcome.changes));
  stored.tasks = [...stored.tasks, ...outcome.opens.map((task) => taskRow(stored, task, events))];
  return 'done';
}

/** What an act writes that the policies of its pool do not let it write (command model, Policies); the clerk reaches all of his tenant. */
function forbidden(
  { row, tasks }: CaseInMemory,
  { unitId, post }: Performer,
  {
    events,
    acted,
    changes,
    opens,
  }: {
    readonly events: readonly ActEventRow[];
    readonly acted: ActedCase | null;
    readonly changes: readonly TaskUpdate[];
    readonly opens: readonly NewTask[];
  },
): string[] {
  const pool = post === 'clerk' ? 'clerk' : !isDesk(unitId) ? 'unit' : homeOf(unitId) === 1 ? 'city' : 'county';
  const mayMove = {
    clerk: true,
    county: row.holder_id === 2,
    city: row.holder_id === 1,
    unit: row.holder_unit_id === unitId && acted?.picture.leadUnitId === unitId,
  };
  const mayChange = (task: StoredTask): boolean =>
    ({ clerk: true, county: true, city: task.otherId === 1, unit: task.unitId === unitId })[pool];
  const mayOpen = (task: NewTask): boolean =>
    ({
      clerk: task.askerUnitId === unitId,
      county: task.askerUnitId === unitId,
      city: task.otherId === 1,
      unit: false,
    })[pool];
  const changed = changes.map(({ id }) => tasks.find((task) => task.id === id)!);
  return [
    ...(acted !== null && !mayMove[pool] ? ['case'] : []),
    ...changed.filter((task) => !mayChange(task)).map(({ kind }) => `change ${kind}`),
    ...opens.filter((task) => !mayOpen(task)).map(({ kind }) => `open ${kind}`),
    ...events.filter(({ taskId }) => pool === 'unit' && taskId === null).map(({ kind }) => `write ${kind}`),
  ];
}

/** What the clerk of the county does now: decisions of desks that do not hold the case, and the end of a suspension. */
export function runClerk(stored: CaseInMemory): void {
  const clerk: Performer = { tenantId: 2, unitId: 20, post: 'clerk', personId: null };
  const { row, now } = stored;
  if (row.state === 'suspended' && row.resume_at !== null && row.resume_at <= now)
    perform(stored, clerk, 'resume', null, {});
  for (const notice of stored.tasks.filter(({ kind, state }) => kind === 'notice' && state === 'open')) {
    const decision = decisionOf(
      stored.events.find(({ id }) => id === notice.decisionId),
      notice.askerUnitId,
    );
    const who = { ...clerk, decidedBy: { ...decision.by, tenantId: homeOf(notice.askerUnitId) } };
    let done: 'done' | null = null;
    if (decision.version === stored.row.version) {
      if (decision.act !== 'recall') done = perform(stored, who, decision.act, null, decision.given);
      else done = recall(stored, who, decision.version);
    }
    change(stored, [{ id: notice.id, set: { state: done === null ? 'returned' : 'confirmed' } }]);
  }
}

function recall(stored: CaseInMemory, who: Performer, version: number): 'done' | null {
  const found = read(stored, who, null)!;
  const { standing } = found;
  if (tryRows(rowsOf('recall'), { standing, who, task: null, now: stored.now }).refusal !== null) return null;
  const handOver = found.events.find((event) => event.version === version)!;
  const recalled: ActEventRow = {
    ...{ id: stored.ids.next(), kind: 'recalled', occurredAt: stored.now, amends: handOver.id, version: version + 1 },
    ...{ leadUnitId: standing.leadUnitId, data: { act: 'recall' }, taskId: null },
    leadHomeId: leadHomeOf(standing, standing.leadUnitId),
  };
  write(stored, who, [recalled]);
  keep(stored, afterRecall(calendar, found, recalled));
  change(
    stored,
    undoneTasks(
      stored.tasks.map((task) => ({ ...task, unit_id: task.unitId })),
      version,
      found,
      handOver,
    ),
  );
  return 'done';
}

/** What all events add up to, and what follows from the clocks. */
export function replay(stored: CaseInMemory): { readonly projected: ProjectedCase; readonly row: CaseRow } {
  const projected = projectCase(inOrder(stored.events));
  return { projected, row: caseRow(calendar, projected) };
}

/** Columns of the row after a replay of all events, as the rebuild writes them. */
export function columnsAfter({ projected, row }: ReturnType<typeof replay>): Record<string, unknown> {
  const acted = actedCase({ ...HOMES, caseId: KEY.caseId }, projected as Parameters<typeof actedCase>[1], calendar);
  return { ...valuesOf(OWN, acted), ...valuesOf(PROJECTED_COLUMNS, row) };
}

/** What the rollup does after an act: the clocks follow the events. */
export function refresh(stored: CaseInMemory): void {
  Object.assign(stored.row, columnsAfter(replay(stored)));
}

const OWN: Columns<ActedCase> = {
  ...columnsOf(FIELDS, ({ picture }: ActedCase) => picture),
  state: { type: 'text', of: ({ state }) => state },
  stage: { type: 'text', of: ({ state }) => STAGE_OF_STATE[state] },
  version: { type: 'int4', of: ({ version }) => version },
  ...BATON_COLUMNS,
  ...DESK_COLUMNS,
};
const valuesOf = <Row>(columns: Columns<Row>, row: Row): Record<string, unknown> =>
  Object.fromEntries(Object.entries(columns).map(([name, { of }]) => [name, of(row)]));

function keep(stored: CaseInMemory, acted: ActedCase): void {
  Object.assign(stored.row, valuesOf(OWN, acted), acted.row === null ? {} : valuesOf(PROJECTED_COLUMNS, acted.row));
}

function write(stored: CaseInMemory, { unitId, personId, post }: Performer, events: readonly ActEventRow[]): void {
  for (const event of events) {
    stored.events.push({
      ...{ id: event.id, case_id: KEY.caseId, kind: event.kind, occurred_at: event.occurredAt, amends: event.amends },
      ...{ version: event.version, lead_unit_id: event.leadUnitId, data: { ...event.data }, person_id: personId },
      ...{ by_unit_id: unitId, post, assignment_id: event.taskId },
    } as EventRow);
  }
}

function change(stored: CaseInMemory, changes: readonly TaskUpdate[]): void {
  for (const { id, set } of changes) {
    const asksUnitId = set.asks_unit_id ?? null;
    const asks = set.asks === undefined ? {} : { asks: (set.asks?.request ?? null) as Task['asks'], asksUnitId };
    const inner =
      set.inner_unit_id === undefined ? {} : { hasInner: (set.inner_unit_id ?? set.person_id ?? null) !== null };
    const state = set.state === undefined ? {} : { state: set.state as Task['state'] };
    const answer = set.answer === undefined ? {} : { answer: set.answer };
    const other = set.other_id === undefined ? {} : { otherId: set.other_id };
    stored.tasks = stored.tasks.map((task) =>
      task.id === id ? { ...task, ...state, ...asks, ...inner, ...answer, ...other } : task,
    );
  }
}

const taskRow = ({ ids, now }: CaseInMemory, task: NewTask, events: readonly ActEventRow[]): StoredTask => ({
  ...{
    id: ids.next(),
    kind: task.kind,
    unitId: task.unitId,
    askerUnitId: task.onBehalfOfUnitId ?? task.askerUnitId,
    barred: task.barred,
  },
  ...{
    state: 'open',
    asks: null,
    asksUnitId: null,
    order: task.kind === 'reply' ? (task.subtype as Task['order']) : null,
    hasInner: false,
    alsoUnitId: task.alsoUnitId,
    otherId: task.otherId,
    asked_at: now,
    answer: null,
  },
  decisionId: task.kind === 'notice' ? events[0]!.id : null,
});
