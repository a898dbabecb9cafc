import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { readModes } from '../../tenants/mode-in-force.ts';
import { caseAsRead, taskAsRead, type ReadCase } from './as-read.ts';
import { modeOfCase } from './mode-of-case.ts';
import {
  findRow,
  lockActs,
  readBodies,
  readOwnEvents,
  readReported,
  readRow,
  readTasks,
  type CaseKey,
  type Lock,
  type Reader,
} from './read-rows.ts';

/** Reads a case for an act, locked against other acts. FLOW-CASE-UNKNOWN where the actor may not see it. */
export async function readCase(trx: Trx, actor: Reader, key: CaseKey, today: string, lock: Lock): Promise<ReadCase> {
  const { tenantId } = key;
  // Sent together: on one connection the others are read once the lock is there.
  const [row, , events, reported, tasks, bodies, modes] = await Promise.all([
    readRow(trx, key, lock),
    lock === 'locked' ? lockActs(trx, key) : null,
    readOwnEvents(trx, key),
    readReported(trx, actor, key),
    readTasks(trx, key),
    readBodies(trx, actor, tenantId, today),
    readModes(trx, tenantId),
  ]);
  const mode = modeOfCase(modes, tenantId, row.mode_from, row.reported_at);
  return caseAsRead(row, events, reported, tasks, bodies, mode);
}

/**
 * Reads the case of a task for an act on it. FLOW-TASK-UNKNOWN where it is not the actor's to see. Whoever may not see the case
 * either, a body that assists, verifies or checks, gets what the task alone says.
 */
export async function readTaskCase(
  trx: Trx,
  actor: Reader,
  { tenantId, taskId }: { readonly tenantId: number; readonly taskId: string },
  today: string,
  lock: Lock,
): Promise<ReadCase> {
  const task = await trx
    .selectFrom('biz.assignment')
    .select(['case_id', 'asker_unit_id', 'also_unit_id', 'city_id', 'brief', 'asked_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', taskId)
    .executeTakeFirst();
  if (task === undefined) throw new Problem('FLOW-TASK-UNKNOWN');
  const key = { tenantId, caseId: task.case_id };
  const [row] = await Promise.all([findRow(trx, key, lock), lock === 'locked' ? lockActs(trx, key) : null]);
  if (row !== undefined) return readCase(trx, actor, key, today, 'unlocked');
  const { modeFrom, ...limited } = BRIEF.parse(task.brief);
  const [tasks, bodies, modes] = await Promise.all([
    readTasks(trx, key),
    readBodies(trx, actor, tenantId, today),
    readModes(trx, tenantId),
  ]);
  const of = { tenantId, cityId: task.city_id, caseId: task.case_id, askerUnitId: task.asker_unit_id };
  const mode = modeOfCase(modes, tenantId, modeFrom === null ? null : new Date(modeFrom), task.asked_at);
  return taskAsRead(of, task.also_unit_id, tasks, bodies, mode, limited);
}

/** What a brief says for those who may not read the case; briefs of before say nothing of it. */
const BRIEF = z.object({
  classId: z.int().nullable().default(null),
  ruleId: z.int().nullable().default(null),
  cellId: z.int().nullable().default(null),
  modeFrom: z.string().nullable().default(null),
});
