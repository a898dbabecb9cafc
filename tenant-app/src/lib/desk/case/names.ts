import type { CaseAtDesk } from '../open.ts';
import type { Names } from './sentences.ts';

/** The bodies that a case names anywhere, and the reader's own colleagues. */
export function namesIn(page: CaseAtDesk, people: ReadonlyMap<string, string>): Names {
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
  return { body: (unitId) => found.get(unitId) ?? null, person: (id) => people.get(id) ?? null };
}
