import type { CaseEvent, EventKind, RequestKind } from './events.ts';

/** A request that nobody has decided yet. */
export interface Waiting {
  readonly request: RequestKind;
  readonly askedAt: Date;
}

/** The event by which each request is granted. */
const GRANTS: Readonly<Record<RequestKind, EventKind>> = {
  extension: 'extended',
  return: 'returned',
  suspension: 'suspended',
  void: 'voided',
};
const REQUESTS = Object.keys(GRANTS) as RequestKind[];

/** What takes the case from the body that asked, and its request with it. */
const ENDS_OF_WORK: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['dispatched', 'disposed', 'returned', 'reworked', 'closed', 'refused', 'voided', 'moved', 'merged'] as const),
]);

/** The request that waits after an event; a new one takes the place of the one before it. */
export function waitingAfter(waiting: Waiting | null, event: CaseEvent): Waiting | null {
  const asked = REQUESTS.find((request) => event.kind === `${request}_asked`);
  if (asked !== undefined) return { request: asked, askedAt: event.occurredAt };
  if (waiting === null || ENDS_OF_WORK.has(event.kind) || event.kind === GRANTS[waiting.request]) return null;
  return isRefusal(event, waiting.request) ? null : waiting;
}

/** A request and the event that asked it. */
export interface Request {
  readonly request: RequestKind;
  readonly asked: CaseEvent;
}

/** The request that waited when an event of the case happened, or after all of them; null where none did. */
export function waitingBefore(events: readonly CaseEvent[], event: CaseEvent | null): Request | null {
  let waiting: Waiting | null = null;
  let asked: CaseEvent | null = null;
  for (const one of events) {
    if (one === event) break;
    waiting = waitingAfter(waiting, one);
    if (waiting !== null && one.kind === `${waiting.request}_asked`) asked = one;
  }
  return waiting === null || asked === null ? null : { request: waiting.request, asked };
}

/** When what an event grants was asked for; null where it was not. */
export const askedAtOf = (waiting: Waiting | null, kind: EventKind): Date | null =>
  waiting !== null && GRANTS[waiting.request] === kind ? waiting.askedAt : null;

const isRefusal = ({ kind, data }: CaseEvent, request: RequestKind): boolean =>
  data.granted === false && (kind === `${request}_answered` || (kind === 'decided' && data.request === request));
