import type { Trx } from '../../database/database.ts';
import type { Period } from '../period/periods.ts';

/** A value entered for a member and period, with who entered it and why. */
export interface EnteredInput {
  readonly value: string;
  readonly reason: string;
  readonly enteredBy: string;
  readonly enteredAt: string;
}

export type EnteredInputs = Readonly<Record<string, EnteredInput>>;

/** What holds for a snapshot of a member's period, by name: entered for it, else for the latest one before it. */
export async function readInputs(
  trx: Trx,
  tenantId: number,
  { id, snapshot }: Pick<Period, 'id' | 'snapshot'>,
): Promise<EnteredInputs> {
  const rows = await trx
    .selectFrom('biz.scheme_input')
    .select(['name', 'value', 'reason', 'entered_by', 'entered_at'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', id)
    .where('snapshot', '<=', snapshot)
    .orderBy('name')
    .orderBy('snapshot')
    .execute();
  return Object.fromEntries(
    rows.map(({ name, value, reason, entered_by, entered_at }) => [
      name,
      { value, reason, enteredBy: entered_by, enteredAt: entered_at.toISOString() },
    ]),
  );
}
