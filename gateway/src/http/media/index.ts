import type { CommandServices } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { addLookRoutes } from './look.ts';
import { addReceiveRoute } from './receive.ts';

/**
 * `/media`: photographs and papers. Which case shows one to whom is decided by acts, not here.
 *
 * - `POST /media`: one file as the body, whatever its content type → `{ sha256, type, width, height, takenAt, longitude,
 *   latitude }`
 * - `GET /media/:sha256?size=thumb|screen`: what the actor's own body has uploaded
 * - `GET /media/:tenantId/:caseId/:sha256?size=thumb|screen`: what a case shows to the actor's body
 * - `GET /media/reports/:tenantId/:reportId/:sha256?size=thumb|screen`: what a report brings, for whoever it is shown to
 */
export async function addMedia(app: FastifyInstance, services: CommandServices): Promise<void> {
  await app.register(async (scope) => {
    addLookRoutes(scope, services);
    await scope.register(async (raw) => addReceiveRoute(raw, services));
  });
}
