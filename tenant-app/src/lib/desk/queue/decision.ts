import type { ResultOf } from 'gql.tada';
import { m } from '#lib/paraglide/messages.js';
import type { DeskDecisions } from './lists.queries.ts';
import { rowOfTask } from './row.ts';
import type { Row } from './row.ts';

type DecisionNode = ResultOf<typeof DeskDecisions>['decisions']['nodes'][number];

/** A decision about a case that somebody else holds: opened, it is the case. The latest comes first. */
export const rowOfDecision = (node: DecisionNode): Row => ({
  ...rowOfTask(node, node.unit),
  taskId: null,
  label: node.state === 'returned' ? m.decision_lapsed({ why: whyLapsed(node.answer) }) : waitsFor(node.unit?.name),
  queueAt: new Date(LATEST_MS - Date.parse(node.askedAt)).toISOString(),
});

/** Lists go up by their instant. */
const LATEST_MS = Date.parse('9999-01-01T00:00:00Z');

export const waitsFor = (unit: string | undefined): string => m.decision_waits({ unit: unit ?? m.some_unit() });

const WHY: Readonly<Record<string, () => string>> = {
  'FLOW-MOVED-ON': m.lapsed_moved_on,
  'FLOW-STATE': m.lapsed_state,
  'FLOW-NO-REQUEST': m.lapsed_no_request,
  'FLOW-TAKEN-ALREADY': m.lapsed_taken,
  'FLOW-SIDE': m.lapsed_right,
  'FLOW-POST': m.lapsed_right,
  'FLOW-AFTER-DUE': m.lapsed_after_due,
  'FLOW-NO-EXTENSION-LEFT': m.lapsed_no_extension,
  'FLOW-NO-DECISION': m.lapsed_unreadable,
};

/** Why a decision was not carried out, from what the clerk answered; a code that has no words here is shown as it is. */
export function whyLapsed(answer: unknown): string {
  const code = (answer as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? (WHY[code]?.() ?? code) : m.not_stated();
}
