import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Reporter } from '../record/case-write.ts';
import { normalPhone } from './normal-phone.ts';

interface ReportedCase {
  readonly tenantId: number;
  readonly cityId: number;
  readonly caseId: string;
}

/**
 * Writes down who reported a native case, after the case itself, in the transaction of the act; nothing where neither name nor
 * phone is known. Pools county and city, which may not read it back: whoever needs it sends `cases.reveal_reporter`.
 */
export async function writeReporter(
  trx: Trx,
  { phoneDigest }: Pick<Deps, 'phoneDigest'>,
  { tenantId, cityId, caseId }: ReportedCase,
  { name, phone }: Reporter,
): Promise<void> {
  if (name === null && phone === null) return;
  const number = phone === null ? null : normalPhone(phone);
  await trx
    .insertInto('biz.case_person')
    .values({
      ...{ tenant_id: tenantId, city_id: cityId, case_id: caseId, role: 'reporter', name, phone },
      phone_digest: number === null ? null : await phoneDigest(cityId, number),
    })
    .execute();
}
