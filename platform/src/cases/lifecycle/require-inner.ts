import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { readInner } from '../read/inner-of-body.ts';
import type { Given } from './given.ts';
import type { Performer, Task } from './standing.ts';

/**
 * Whom a body gives its task to inside, of those it is offered; an explicit null takes the task back from whoever has it.
 * FLOW-INNER for anybody else, and where nothing is named; FLOW-INNER-GIVEN while somebody has it.
 */
export async function requireInner(
  trx: Trx,
  { tenantId, unitId }: Performer,
  task: Task | null,
  { innerUnitId, personId }: Given,
  today: string,
  now: Date,
): Promise<void> {
  if (innerUnitId === undefined && personId === undefined) throw new Problem('FLOW-INNER');
  if (innerUnitId == null && personId === undefined) return;
  if (task?.hasInner === true) throw new Problem('FLOW-INNER-GIVEN');
  const { units, people } = await readInner(trx, tenantId, unitId, today, now);
  const isOwnUnit = innerUnitId == null || units.some((unit) => unit.unitId === innerUnitId);
  const isOwnPerson = personId === undefined || people.some((person) => person.personId === personId);
  if (!isOwnUnit || !isOwnPerson) throw new Problem('FLOW-INNER');
}
