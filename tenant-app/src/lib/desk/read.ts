import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import type { Actor } from '#lib/session/actor.ts';
import {
  DeskAsked,
  DeskDecisions,
  DeskQueue,
  DeskRequests,
  DeskRows,
  DeskSupervised,
  DeskTasks,
} from './queue/lists.queries.ts';
import type { DeskApi } from './api.ts';
import { rowOfDecision } from './queue/decision.ts';
import { rowOfCase, rowOfReport, rowOfSupervised, rowOfTask, rowOfWaiting } from './queue/row.ts';
import type { Row } from './queue/row.ts';
import { KINDS, reachOf, statesOf } from './views.ts';
import type { Supervision, ViewName } from './views.ts';

/** Asks one trusted query: in a `load` through its fetch, later through the browser's. */
export type Ask = <Data, Variables extends OperationVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables>,
) => Promise<Data>;

export interface RowPage {
  readonly rows: Row[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

export const PAGE = 100;

/** Which list: that of what is supervised holds what the gateway says. */
interface Listed {
  readonly view: ViewName;
  readonly supervision: Supervision | null;
}

/** A page of a view of the actor's desk. */
export async function readPage(
  ask: Ask,
  api: DeskApi,
  actor: Actor,
  { view, supervision }: Listed,
  after: string | null = null,
  first = PAGE,
): Promise<RowPage> {
  const { cityId, unitId } = reachOf(actor);
  const cut = { cityId, first, after };
  if (view === 'reports') {
    const { reports, reasons } = await api.reports.waiting.query({ tenantId: null });
    const rows = reports.map((report) => rowOfReport({ ...report, reasons }));
    return { rows, endCursor: null, hasNextPage: false };
  }
  if (view === 'mine') {
    const { tasks } = await api.tasks.waiting.query({ mine: true });
    return { rows: tasks.map(rowOfWaiting), endCursor: null, hasNextPage: false };
  }
  if (view === 'supervised') {
    if (supervision === null) return { rows: [], endCursor: null, hasNextPage: false };
    const { supervised } = await ask(DeskSupervised, { ...cut, commandUnitId: supervision.commandUnitId });
    return pageOf(supervised.nodes.map(rowOfSupervised), supervised.pageInfo);
  }
  if (view === 'decisions') {
    const { decisions } = await ask(DeskDecisions, { ...cut, askerUnitId: unitId });
    return pageOf(decisions.nodes.map(rowOfDecision), decisions.pageInfo);
  }
  if (view === 'asked') {
    const { asked } = await ask(DeskAsked, { ...cut, askerUnitId: unitId, kinds: [...(KINDS.asked ?? [])] });
    return pageOf(
      asked.nodes.map((node) => rowOfTask(node, node.unit)),
      asked.pageInfo,
    );
  }
  if (view === 'requests') {
    const { requests } = await ask(DeskRequests, { ...cut, asksUnitId: unitId });
    return pageOf(
      requests.nodes.map((node) => rowOfTask(node, node.unit)),
      requests.pageInfo,
    );
  }
  if (view === 'tasks' || view === 'orders') {
    const { tasks } = await ask(DeskTasks, { ...cut, unitId, kinds: [...(KINDS[view] ?? [])] });
    return pageOf(
      tasks.nodes.map((node) => rowOfTask(node, node.asker)),
      tasks.pageInfo,
    );
  }
  const states = statesOf(view, actor.post?.post);
  const { queue } = await ask(DeskQueue, { ...cut, holderUnitId: unitId, states: states ? [...states] : null });
  return pageOf(queue.nodes.map(rowOfCase), queue.pageInfo);
}

const pageOf = (rows: Row[], { endCursor, hasNextPage }: Omit<RowPage, 'rows'>): RowPage => ({
  rows,
  endCursor,
  hasNextPage,
});

/** Cases anew, by their ids, whoever holds them now. */
export async function readRows(ask: Ask, tenantId: number, ids: readonly string[]): Promise<Row[]> {
  const { casesByIds } = await ask(DeskRows, { tenantId, ids: [...ids], first: ids.length });
  return casesByIds.map(rowOfCase);
}
