import { sql } from 'kysely';
import { z } from 'zod';
import type { Trx } from '../database/database.ts';
import { listen, type Listener } from '../database/listen.ts';

const CHANNEL = 'liangji_case';

const CaseChange = z.object({
  tenantId: z.int(),
  cityId: z.int(),
  caseId: z.uuid(),
  version: z.int(),
  units: z.array(z.int()).readonly().describe('bodies concerned: holder, lead, askers, asked'),
  due: z.enum(['warn', 'over']).optional().describe('of a notice that a deadline comes near, or has passed'),
});

/** That a case changed, and whom it concerns. Every role of the database may hear it: no personal data. */
export type CaseChange = Readonly<z.infer<typeof CaseChange>>;

/** Notifies every gateway, when this transaction commits, that the case changed. */
export const notifyCaseChanged = (trx: Trx, change: CaseChange): Promise<void> => notifyCasesChanged(trx, [change]);

/** The same for several cases in one statement. */
export async function notifyCasesChanged(trx: Trx, changes: readonly CaseChange[]): Promise<void> {
  const texts = changes.map((change) => JSON.stringify(change));
  await sql`select pg_notify(${CHANNEL}, change) from unnest(${texts}::text[]) as change`.execute(trx);
}

/** Calls `onChange` for every change, and `onBegin` where some may have been missed before; see `listen`. */
export function listenForCaseChanges(
  url: string,
  {
    onChange,
    onBegin,
    onError,
  }: { onChange(change: CaseChange): void; onBegin(): void; onError(error: unknown): void },
): Listener {
  const hear = (text: string | null): void => {
    if (text === null) return onBegin();
    try {
      onChange(CaseChange.parse(JSON.parse(text)));
    } catch (error) {
      onError(error);
      onBegin(); // what cannot be read has been missed
    }
  };
  return listen(url, CHANNEL, hear, onError);
}
