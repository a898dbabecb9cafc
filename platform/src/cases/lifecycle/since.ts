import type { Trx } from '../../database/database.ts';
import { message, type Message } from '../../kernel/message.ts';
import { ACT_WORDS, type ActName } from './acts.ts';
import type { Standing } from './standing.ts';

/** What happened to a case after a version, for who saw it at that: each move with body and time. */
export async function sinceThen(
  trx: Trx,
  { tenantId, caseId, bodies }: Standing,
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
