import type { Trx } from '../../database/database.ts';

/** A value entered for a member and period, with who entered it and why. */
export interface EnteredInput {
  readonly value: string;
  readonly reason: string;
  readonly enteredBy: string;
  readonly enteredAt: string;
}

export type EnteredInputs = Readonly<Record<string, EnteredInput>>;

/** What was entered for a member and period, by name. */
export async function readInputs(trx: Trx, tenantId: number, periodId: string): Promise<EnteredInputs> {
  const rows = await trx
    .selectFrom('biz.scheme_input')
    .select(['name', 'value', 'reason', 'entered_by', 'entered_at'])
    .where('tenant_id', '=', tenantId)
    .where('period_id', '=', periodId)
    .orderBy('name')
    .execute();
  return Object.fromEntries(
    rows.map(({ name, value, reason, entered_by, entered_at }) => [
      name,
      { value, reason, enteredBy: entered_by, enteredAt: entered_at.toISOString() },
    ]),
  );
}
