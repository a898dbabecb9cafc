import {
  findOnCase,
  findOnReport,
  findUpload,
  openMedia,
  actingOf,
  Problem,
  type CommandServices,
  type MediaSize,
  type SeenMedia,
} from '@liangji/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { asActor } from '../../identity/as-actor.ts';
import { readParameters, wholeNumber } from '../../request/parameters.ts';

const Query = z.object({ size: z.enum(['thumb', 'screen']).optional() });
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Upload = z.object({ sha256: Sha256 });
const OnCase = z.object({ tenantId: wholeNumber, caseId: z.uuid(), sha256: Sha256 });
const OnReport = z.object({ tenantId: wholeNumber, reportId: z.uuid(), sha256: Sha256 });

/** What cannot be the address of a file names none, so it is not found rather than wrong. */
function readAddress<S extends z.ZodType>(schema: S, params: unknown): z.infer<S> {
  const parsed = schema.safeParse(params);
  if (!parsed.success) throw new Problem('MEDIA-NOT-FOUND');
  return parsed.data;
}

/** Files for those who may see them: what the database does not show to the actor is not found. */
export function addLookRoutes(scope: FastifyInstance, { database, files }: CommandServices): void {
  scope.get('/media/:sha256', async (request, reply) => {
    const actor = await request.actor();
    const { sha256 } = readAddress(Upload, request.params);
    const media = await asActor(database, actor, (trx) => findUpload(trx, actingOf(actor), sha256));
    return send(request, reply, files, media);
  });

  scope.get('/media/:tenantId/:caseId/:sha256', async (request, reply) => {
    const actor = await request.actor();
    const address = readAddress(OnCase, request.params);
    const media = await asActor(database, actor, (trx) => findOnCase(trx, address));
    return send(request, reply, files, media);
  });

  scope.get('/media/reports/:tenantId/:reportId/:sha256', async (request, reply) => {
    const actor = await request.actor();
    const address = readAddress(OnReport, request.params);
    const media = await asActor(database, actor, (trx) => findOnReport(trx, address));
    return send(request, reply, files, media);
  });
}

const ENDINGS = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
} as const;

/**
 * Bytes that somebody sent us, in a way that no browser takes for a page of ours: of the type we made them, never guessed,
 * without scripts; a paper is saved and not opened. No browser keeps them: who signs out leaves no photograph behind.
 */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  files: string,
  media: SeenMedia,
): Promise<FastifyReply> {
  const { size = null }: { size?: MediaSize | undefined | null } = readParameters(Query, request.query);
  reply.headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  });
  const { type, byteCount, bytes } = await openMedia(files, media, size);
  const disposition = type === 'application/pdf' ? 'attachment' : 'inline';
  return reply
    .headers({
      'content-type': type,
      'content-length': byteCount,
      'content-disposition': `${disposition}; filename="${media.sha256.slice(0, 8)}.${ENDINGS[type]}"`,
    })
    .send(bytes);
}
