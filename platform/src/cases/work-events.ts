import type { CaseEvent, EventData, EventKind } from './events.ts';

/** What whoever works a task may write: that he did it, what he asks, what he answers. The policy of gw_unit names the same. */
export const WORK_KINDS: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['taken', 'disposed', 'acknowledged', 'inner_asked'] as const),
  ...(['extension_asked', 'return_asked', 'suspension_asked', 'void_asked'] as const),
  ...(['assist_answered', 'verify_answered', 'check_answered', 'reply_answered'] as const),
]);

const STATED: ReadonlySet<string> = new Set([
  ...[
    'act',
    'reason',
    'words',
    'finding',
    'unitId',
    'innerUnitId',
    'step',
    'stepLimitValue',
    'stepLimitUnit',
    'stepLimitFrom',
    'resumeAt',
  ],
]);
/** Fed back, the case goes on to the desk that looks at it. */
const HANDED_BACK: ReadonlySet<string> = new Set(['holderId', 'holderUnitId']);

/**
 * What counts of an event written under a task: what was done, with its words, and with a feedback who has the case next. Whoever
 * works a case says nothing of its class, its times or its desks, whatever the row holds.
 */
export function statedUnderTask({ kind, data }: Pick<CaseEvent, 'kind' | 'data'>): EventData {
  if (!WORK_KINDS.has(kind)) return data;
  const counts = (name: string): boolean => STATED.has(name) || (kind === 'disposed' && HANDED_BACK.has(name));
  return Object.fromEntries(Object.entries(data).filter(([name]) => counts(name)));
}
