import type { Trx } from '../../database/database.ts';
import { message, type Message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { ACT_WORDS, type ActName } from './acts.ts';
import { readBodies, type CaseKey, type Reader } from './read-rows.ts';
import type { Standing } from './standing.ts';

/**
 * For whoever finds no such case: a body that worked it learns what took it away since the version it saw, everybody else only
 * FLOW-CASE-UNKNOWN.
 */
export async function refuseUnseen(
  trx: Trx,
  reader: Reader,
  { tenantId, caseId, version }: CaseKey & { readonly version: number },
  today: string,
): Promise<never> {
  const bodies = await readBodies(trx, reader, tenantId, today);
  const since = await sinceThen(trx, { tenantId, caseId, bodies }, version);
  throw since.length === 0 ? new Problem('FLOW-CASE-UNKNOWN') : new Problem('FLOW-MOVED-ON', { since, instead: [] });
}

/** What happened to a case after a version, for who saw it at that: each move with body and time. */
export async function sinceThen(
  trx: Trx,
  { tenantId, caseId, bodies }: Pick<Standing, 'tenantId' | 'caseId' | 'bodies'>,
  version: number,
): Promise<readonly Message[]> {
  const events = await trx
    .selectFrom('biz.case_event')
    .select(['occurred_at', 'by_unit_id', 'data', 'version'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .where('version', '>', version)
    .orderBy('version')
    .execute();
  // One act makes one version, however many events it has.
  const moves = events.filter(({ version: of }, index) => of !== events[index + 1]?.version);
  return moves.map(({ occurred_at: at, by_unit_id: unit, data }) => {
    const act = (data as { act?: string }).act;
    const who = bodies.get(unit)?.name ?? String(unit);
    const name: Message =
      act !== undefined && act in ACT_WORDS ? { code: `act.${act as ActName}` } : { code: 'flow.uploaded' };
    return message('flow.since', { who, at: { at: at.toISOString() }, act: name });
  });
}
