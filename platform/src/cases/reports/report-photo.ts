import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import type { UsedPhoto } from '../media/link-media.ts';
import type { MediaType } from '../media/media-types.ts';
import type { SeenMedia } from '../media/open-media.ts';
import type { ReportKey } from './settle-report.ts';

/** A photograph of a report, for whoever the report is shown to: an acceptor decides by it. MEDIA-NOT-FOUND for everybody else. */
export async function findOnReport(
  trx: Trx,
  { tenantId, reportId, sha256 }: ReportKey & { readonly sha256: string },
): Promise<SeenMedia> {
  const row = await trx
    .selectFrom('biz.report')
    .select('photos')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', reportId)
    .executeTakeFirst();
  const photos = (row?.photos ?? []) as unknown as readonly UsedPhoto[];
  const photo = photos.find((each) => each.sha256 === sha256);
  if (photo === undefined) throw new Problem('MEDIA-NOT-FOUND');
  return { homeId: photo.homeId, sha256, type: photo.type as MediaType };
}
