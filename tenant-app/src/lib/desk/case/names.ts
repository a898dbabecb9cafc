import { m } from '#lib/paraglide/messages.js';
import { waitsFor, whyLapsed } from '../queue/decision.ts';
import type { CaseAtDesk } from '../open.ts';
import { inOrder } from './sentences.ts';
import type { Names } from './sentences.ts';

type Page = Pick<CaseAtDesk, 'holder' | 'lead' | 'events' | 'assignments'>;

/**
 * The bodies that a case names anywhere, the reader's own colleagues and squads, and what became of decisions about the case
 * while others held it.
 */
export function namesIn(
  page: Page,
  people: ReadonlyMap<string, string>,
  squads: ReadonlyMap<number, string> = new Map(),
): Names {
  const found = new Map<number, string>();
  const add = (body: { unitId: number; name: string } | null): void => {
    if (body) found.set(body.unitId, body.name);
  };
  add(page.holder);
  add(page.lead);
  for (const { body } of page.events) add(body);
  for (const { asker, unit } of page.assignments) {
    add(asker);
    add(unit);
  }
  const person = (id: string) => people.get(id) ?? null;
  return {
    body: (unitId) => found.get(unitId) ?? null,
    person,
    inner: ({ id, assignmentId, data }) => {
      const task = page.assignments.find((one) => one.id === assignmentId);
      const last = inOrder(page.events).findLast(
        (event) => event.kind === 'inner_asked' && event.assignmentId === assignmentId,
      );
      const unitId = (data as { innerUnitId?: unknown } | null)?.innerUnitId;
      const squad = typeof unitId === 'number' ? (squads.get(unitId) ?? null) : null;
      // The event names the squad; whom of it, the task knows of the latest alone.
      return innerOf(squad, last?.id === id && task?.personId ? (person(task.personId) ?? m.inner_someone()) : null);
    },
    outcome: (eventId) => {
      const notice = page.assignments.find(({ kind, brief }) => kind === 'notice' && decisionOf(brief) === eventId);
      if (notice?.state === 'open') return { state: 'waits', words: waitsFor(notice.unit?.name) };
      return notice?.state === 'returned' ? { state: 'lapsed', words: whyLapsed(notice.answer) } : null;
    },
  };
}

/** The event that a notice to a clerk names. */
export const decisionOf = (brief: unknown): unknown => (brief as { decisionId?: unknown } | null)?.decisionId;

/** Squad and person, as far as there are any. */
export const innerOf = (squad: string | null, person: string | null): string | null =>
  [squad, person].filter((name) => name !== null).join(' · ') || null;
