import type { ResultOf } from 'gql.tada';
import { nameOf, pick } from '#lib/format/language.ts';
import { m } from '#lib/paraglide/messages.js';
import { word } from '#lib/cases/words.ts';
import { deskWord } from '../acts/words.ts';
import type { WaitingReport, WaitingTask } from '../api.ts';
import type { DeskAsked, DeskQueue, DeskSupervised, DeskTasks } from './lists.queries.ts';
import type { Keyed } from './shown.ts';

/** A line of a list: a case, a task about one, or a report that is none yet. */
export interface Row extends Keyed {
  readonly tenantId: number;
  readonly caseId: string;
  /** Null for a case. */
  readonly taskId: string | null;
  readonly caseNo: string;
  readonly classId: number | null;
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
  /** Whether a holiday notice not yet published may move the deadline of the case. */
  readonly provisional: boolean;
  readonly urgent: boolean;
  readonly version: number | null;
  readonly holderUnitId: number | null;
  readonly report: WaitingReport | null;
}

type CaseNode = ResultOf<typeof DeskQueue>['queue']['nodes'][number];
type AskedNode = ResultOf<typeof DeskAsked>['asked']['nodes'][number];
type TaskNode = Omit<ResultOf<typeof DeskTasks>['tasks']['nodes'][number], 'innerUnitId' | 'personId'>;
type SupervisedNode = ResultOf<typeof DeskSupervised>['supervised']['nodes'][number];

export const rowOfCase = (node: CaseNode): Row => ({
  key: node.id,
  queueAt: node.queueAt,
  tenantId: node.tenantId,
  caseId: node.id,
  taskId: null,
  caseNo: node.caseNo,
  classId: node.class?.id ?? null,
  title: node.class?.className ?? m.class_unknown(),
  address: node.address ?? '',
  label: deskWord('state', node.state),
  county: node.tenant ? nameOf(node.tenant) : '',
  other: null,
  state: node.state,
  dueAt: node.stepDueAt,
  warnAt: node.warnAt,
  provisional: node.dueProvisional,
  urgent: node.urgent,
  version: node.version,
  holderUnitId: node.holderUnitId,
  report: null,
});

/** A case that somebody else may hold: it says who, without the name of the county, which stands beside it. */
export const rowOfSupervised = (node: SupervisedNode): Row => {
  const row = rowOfCase(node);
  if (node.holder === null) return row;
  const { name } = node.holder;
  return { ...row, label: `${row.label} · ${name.startsWith(row.county) ? name.slice(row.county.length) : name}` };
};

/** A report: the oldest comes first, because it has no deadline yet. */
export const rowOfReport = (report: WaitingReport): Row => ({
  key: report.reportId,
  queueAt: report.reportedAt,
  tenantId: report.tenantId,
  caseId: report.reportId,
  taskId: null,
  caseNo: '',
  classId: report.classId,
  title: report.className ?? report.description ?? m.class_unknown(),
  address: report.address ?? report.description ?? '',
  label: report.selfHandled ? m.report_self_handled() : word('source', report.sourceCode),
  county: '',
  other: report.byUnit.name,
  state: 'waiting',
  dueAt: null,
  warnAt: null,
  provisional: false,
  urgent: false,
  version: null,
  holderUnitId: null,
  report,
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
    classId: null,
    title: brief.className ?? brief.words ?? deskWord('task', node.kind),
    address: brief.address ?? '',
    label: asks === null ? deskWord('task', node.kind) : m.asks_for({ request: deskWord('request', asks) }),
    county: node.tenant ? nameOf(node.tenant) : '',
    other: other?.name ?? null,
    state: node.state,
    dueAt: node.dueAt,
    warnAt: node.warnAt,
    provisional: false,
    urgent: false,
    version: null,
    holderUnitId: null,
    report: null,
  };
}

/** A task that the body gave to the reader inside. */
export function rowOfWaiting(task: WaitingTask): Row {
  const { tenantId, taskId: id, caseId, kind, state, brief, dueAt, warnAt } = task;
  const node = { tenantId, id, caseId, kind, state, brief, dueAt, warnAt, asks: null, tenant: null };
  return rowOfTask({ ...node, queueAt: dueAt ?? NEVER }, null);
}

/** A list comes to what need not be done by any time last. */
const NEVER = '9999-12-31T00:00:00Z';

export interface Brief {
  readonly caseNo?: string;
  readonly className?: string;
  readonly address?: string;
  readonly description?: string;
  readonly words?: string;
  readonly level?: string;
}

/** What a brief says, of the fields that are text. */
export const briefOf = (brief: unknown): Brief => textsOf(brief);

/** The fields of a document that are text. */
function textsOf(document: unknown): Readonly<Record<string, string>> {
  if (typeof document !== 'object' || document === null) return {};
  return Object.fromEntries(Object.entries(document).filter(([, value]) => typeof value === 'string' && value !== ''));
}

/** The reason that a document states, in the reader's language: out of a list, or as somebody wrote it; null where it states none. */
export function reasonIn(document: unknown): string | null {
  const { reasonWords } = (document ?? {}) as { reasonWords?: { zh: string; en: string } };
  return reasonWords ? pick(reasonWords) : (textsOf(document)['reason'] ?? null);
}

/** Reason and words of a document; null where it has neither. */
export function whyOf(document: unknown): string | null {
  const texts = [reasonIn(document), textsOf(document)['words'] ?? null].filter((text) => text !== null);
  return texts.length === 0 ? null : texts.join('；');
}

/** The request that waits on a task; null where none does. */
export const requestOf = (asks: unknown): string | null => askOf(asks)?.request ?? null;

export interface Ask {
  readonly request: string;
  /** In words, with those beside it. */
  readonly why: string | null;
  /** ISO instant that a suspension is asked for until. */
  readonly until: string | null;
}

/** The request of a task with what it was asked with. */
export function askOf(asks: unknown): Ask | null {
  const { request, until } = textsOf(asks);
  return request === undefined ? null : { request, why: whyOf(asks), until: until ?? null };
}

export interface TaskAnswer {
  readonly finding: string | null;
  readonly words: string | null;
}

/** What the body answered; null where it has answered nothing in words. */
export function answerOf(answer: unknown): TaskAnswer | null {
  const { finding } = textsOf(answer);
  const text = whyOf(answer);
  return finding === undefined && text === null ? null : { finding: finding ?? null, words: text };
}

/** Whether a row has what somebody looks for in it. */
export const matches = (row: Row, words: string): boolean =>
  words === '' ||
  [row.caseNo, row.title, row.address, row.label, row.county, row.other ?? ''].some((text) =>
    text.toLowerCase().includes(words.toLowerCase()),
  );

/** Where a brief says the place is; null where it does not. */
export function pointOf(brief: unknown): { longitude: number; latitude: number } | null {
  const { longitude, latitude } = (brief ?? {}) as { longitude?: unknown; latitude?: unknown };
  const [east, north] = [longitude, latitude].map((degrees) => (degrees == null ? NaN : Number(degrees))) as [
    number,
    number,
  ];
  return Number.isFinite(east) && Number.isFinite(north) ? { longitude: east, latitude: north } : null;
}
