import type { ResultOf } from 'gql.tada';
import { CaseDeadline } from '#lib/cases/deadline.queries.ts';
import type { CaseDeadline as Deadline } from '#lib/cases/deadline.ts';
import { day } from '#lib/format/time.ts';
import { CaseMedia } from '#lib/media/case-media.queries.ts';
import type { CaseFile } from '#lib/media/media.ts';
import type { DeskApi, Offer, Offers } from './api.ts';
import { DeskCase, DeskTask } from './desk.queries.ts';
import { askOf } from './queue/row.ts';
import type { Ask } from './read.ts';

export type CaseAtDesk = NonNullable<ResultOf<typeof DeskCase>['case']>;
export type TaskAtDesk = NonNullable<ResultOf<typeof DeskTask>['assignment']>;
export type Assignment = CaseAtDesk['assignments'][number];

/** What is open beside the list. */
export interface Opened {
  readonly key: string;
  readonly tenantId: number;
  readonly caseId: string;
  readonly taskId: string | null;
  /** Null for whoever works a task without seeing the case. */
  readonly page: CaseAtDesk | null;
  readonly task: TaskAtDesk | null;
  readonly deadline: Deadline | null;
  /** Photographs and papers. */
  readonly files: readonly CaseFile[];
  readonly bar: Bar;
}

/** The acts of the case and of one's own tasks about it. */
export interface Bar {
  /** What brought them to the reader's body, and what is asked of it. */
  readonly messages: readonly NonNullable<Offers['message']>[];
  readonly offers: readonly (Offer & { readonly taskId: string | null })[];
  /** Why there is no bar. */
  readonly failure: unknown;
}

export interface Name {
  readonly key: string;
  readonly tenantId: number;
  readonly caseId: string;
  readonly taskId: string | null;
}

/** Whether a task still waits for its answer. */
const isOpen = ({ state }: Pick<TaskAtDesk, 'state'>): boolean => ['open', 'accepted'].includes(state);

/** Whether the reader still has to do with it: of a case that he does not see, only its open task says so. */
export const isAtWork = ({ page, task }: Pick<Opened, 'page' | 'task'>): boolean =>
  page !== null || (task !== null && isOpen(task));

/** Everything that is shown of a case or a task. Null where neither may be seen. */
export async function readOpened(ask: Ask, api: DeskApi, units: readonly number[], name: Name): Promise<Opened | null> {
  const { tenantId, caseId, taskId } = name;
  const [{ case: page }, { case: explained }, { caseMedia }, task] = await Promise.all([
    ask(DeskCase, { tenantId, id: caseId }),
    ask(CaseDeadline, { tenantId, id: caseId }),
    ask(CaseMedia, { tenantId, caseId }),
    taskId === null ? null : ask(DeskTask, { tenantId, id: taskId }).then(({ assignment }) => assignment),
  ]);
  if (page === null && task === null) return null;
  const own = (page?.assignments ?? []).filter((one) => units.includes(one.unitId) && isOpen(one));
  const asked = task !== null && (page !== null || isOpen(task)) ? [task.id] : [];
  const tasks = [...new Set([...own.map(({ id }) => id), ...asked])];
  const bar = await readBar(api, name, page !== null, tasks);
  return { ...name, page, task, deadline: explained?.deadline ?? null, files: caseMedia, bar };
}

async function readBar(api: DeskApi, { tenantId, caseId }: Name, seesCase: boolean, tasks: string[]): Promise<Bar> {
  const of = async (taskId: string | null): Promise<Omit<Bar, 'failure'>> => {
    const answer: Offers = await api.cases.actions.query({ tenantId, caseId, taskId: taskId ?? undefined });
    const messages = answer.message === null ? [] : [answer.message];
    return { messages, offers: answer.offers.map((offer) => ({ ...offer, taskId })) };
  };
  try {
    const all = await Promise.all([...(seesCase ? [of(null)] : []), ...tasks.map(of)]);
    const messages = all.flatMap((one) => one.messages);
    return { messages, offers: all.flatMap(({ offers }) => offers), failure: null };
  } catch (failure) {
    return { messages: [], offers: [], failure };
  }
}

/** Civil day until which a suspension is asked for; null where none is. */
export function untilAsked({ page }: Pick<Opened, 'page'>): string | null {
  const asks = (page?.assignments ?? []).map((task) => askOf(task.asks));
  return day(asks.find((ask) => ask?.request === 'suspension')?.until);
}
