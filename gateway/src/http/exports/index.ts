import { Problem, type Actor, type Database, type Deps, type InTwo } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { asActor } from '../../identity/as-actor.ts';
import { CasesExport } from '../../openapi/exports.ts';
import { readParameters } from '../../request/parameters.ts';
import { exportedCases, type ReadCases } from './cases.ts';
import { sendExport } from './send-export.ts';

/** What the lists are read with: as whoever asks, and as screens read them. */
export interface ExportServices {
  readonly database: Database;
  readonly deps: Deps;
  readonly readCases: (actor: Actor) => ReadCases;
}

/**
 * `GET /exports/…`: lists as workbooks, for the visitor who sees them on a screen. A further list is an `ExportedList` and a
 * route here.
 *
 * - `cases?tenantId=&stage=&…&language=`: the list of cases, narrowed and ordered alike
 */
export function addExports(app: FastifyInstance, { database, deps, readCases }: ExportServices): void {
  app.get('/exports/cases', { exposeHeadRoute: false }, async (request, reply) => {
    const actor = await request.actor();
    if (actor.pool === 'unit') throw new Problem('AUTH-FORBIDDEN'); // its list is another one
    const asked = readParameters(CasesExport, request.query);
    const name = await nameOf(database, actor, asked.tenantId ?? actor.tenantId);
    const list = exportedCases(actor, asked, readCases(actor), name);
    return sendExport(reply, { database, deps, actor, language: asked.language }, list);
  });
}

/** Name of a tenant that the actor sees; null for any other: of it the list is empty. */
async function nameOf(database: Database, actor: Actor, tenantId: number): Promise<InTwo | null> {
  const tenant = await asActor(database, actor, (trx) =>
    trx.selectFrom('biz.tenant').select(['name', 'name_en']).where('tenant_id', '=', tenantId).executeTakeFirst(),
  );
  return tenant === undefined ? null : { zh: tenant.name, en: tenant.name_en };
}
