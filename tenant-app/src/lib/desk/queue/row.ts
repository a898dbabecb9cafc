import type { ResultOf } from 'gql.tada';
import { nameOf } from '#lib/format/language.ts';
import { m } from '#lib/paraglide/messages.js';
import { deskWord } from '../acts/words.ts';
import type { DeskAsked, DeskQueue, DeskTasks } from '../desk.queries.ts';
import type { Keyed } from './shown.ts';

/** A line of a list: a case, or a task about one. */
export interface Row extends Keyed {
  readonly tenantId: number;
  readonly caseId: string;
  /** Null for a case. */
  readonly taskId: string | null;
  readonly caseNo: string;
  readonly title: string;
  readonly address: string;
  /** State of the case or kind of the task, in words. */
  readonly label: string;
  readonly county: string;
  /** The other body of a task. */
  readonly other: string | null;
  readonly state: string;
  readonly dueAt: string | null;
  readonly warnAt: string | null;
  readonly urgent: boolean;
  readonly version: number | null;
  readonly holderUnitId: number | null;
}

type CaseNode = ResultOf<typeof DeskQueue>['queue']['nodes'][number];
type AskedNode = ResultOf<typeof DeskAsked>['asked']['nodes'][number];
type TaskNode = ResultOf<typeof DeskTasks>['tasks']['nodes'][number];

export const rowOfCase = (node: CaseNode): Row => ({
  key: node.id,
  queueAt: node.queueAt,
  tenantId: node.tenantId,
  caseId: node.id,
  taskId: null,
  caseNo: node.caseNo,
  title: node.class?.className ?? m.class_unknown(),
  address: node.address ?? '',
  label: deskWord('state', node.state),
  county: node.tenant ? nameOf(node.tenant) : '',
  other: null,
  state: node.state,
  dueAt: node.stepDueAt,
  warnAt: node.warnAt,
  urgent: node.urgent,
  version: node.version,
  holderUnitId: node.holderUnitId,
});

/** A task; its brief holds what the body needs to know of the case. */
export function rowOfTask(node: Omit<TaskNode, 'asker'>, other: AskedNode['unit'] | TaskNode['asker']): Row {
  const brief = briefOf(node.brief);
  const asks = requestOf(node.asks);
  return {
    key: node.id,
    queueAt: node.queueAt,
    tenantId: node.tenantId,
    caseId: node.caseId,
    taskId: node.id,
    caseNo: brief.caseNo ?? '',
    title: brief.className ?? brief.words ?? deskWord('task', node.kind),
    address: brief.address ?? '',
    label: asks === null ? deskWord('task', node.kind) : m.asks_for({ request: deskWord('request', asks) }),
    county: node.tenant ? nameOf(node.tenant) : '',
    other: other?.name ?? null,
    state: node.state,
    dueAt: node.dueAt,
    warnAt: node.warnAt,
    urgent: false,
    version: null,
    holderUnitId: null,
  };
}

export interface Brief {
  readonly caseNo?: string;
  readonly className?: string;
  readonly address?: string;
  readonly description?: string;
  readonly words?: string;
  readonly level?: string;
}

/** What a brief says, of the fields that are text. */
export function briefOf(brief: unknown): Brief {
  if (typeof brief !== 'object' || brief === null) return {};
  return Object.fromEntries(Object.entries(brief).filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** The request that waits on a task; null where none does. */
export function requestOf(asks: unknown): string | null {
  const request = (asks as { request?: unknown; kind?: unknown } | null)?.request;
  return typeof request === 'string' ? request : null;
}

/** Whether a row has what somebody looks for in it. */
export const matches = (row: Row, words: string): boolean =>
  words === '' ||
  [row.caseNo, row.title, row.address, row.label, row.county, row.other ?? ''].some((text) =>
    text.toLowerCase().includes(words.toLowerCase()),
  );
