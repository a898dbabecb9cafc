import { Problem, QUERIES, type Actor, type Database, type Deps, type InTwo } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { asActor } from '../../identity/as-actor.ts';
import { answerQuery } from '../../openapi/answer-query.ts';
import { AuditExport, CasesExport, PeriodsExport, UploadsExport } from '../../openapi/exports.ts';
import { readParameters } from '../../request/parameters.ts';
import type { AskDocument, Asking } from './asking.ts';
import { exportedAudit } from './audit.ts';
import { exportedCases, type ReadCases } from './cases.ts';
import type { ExportedList } from './exported-list.ts';
import { exportedPeriods } from './periods.ts';
import { sendExport } from './send-export.ts';
import { exportedUploads } from './uploads.ts';

/** What the lists are read with: as whoever asks, and as screens read them. */
export interface ExportServices {
  readonly database: Database;
  readonly deps: Deps;
  readonly readCases: ReadCases;
  readonly askGraphql: (request: FastifyRequest, actor: Actor) => AskDocument;
}

type Asked = z.ZodType<{ readonly language: 'zh' | 'en' }>;

/**
 * `GET /exports/…`: lists as workbooks, for the visitor who sees them on a screen. A further list is an `ExportedList` and a
 * line here.
 *
 * - `cases?tenantId=&stage=&…&language=`: the list of cases, narrowed and ordered alike
 * - `uploads?tenantId=&state=&…`: the list of uploads
 * - `periods?language=`: the list of assessment periods
 * - `audit?tenantId=&kind=&…`: who did what, to those who may read it
 */
export function addExports(app: FastifyInstance, services: ExportServices): void {
  const { database, deps, readCases, askGraphql } = services;

  function add<S extends Asked, Row>(
    path: string,
    parameters: S,
    listOf: (
      asking: Asking,
      asked: z.infer<S>,
      request: FastifyRequest,
    ) => ExportedList<Row> | Promise<ExportedList<Row>>,
  ): void {
    app.get(path, { exposeHeadRoute: false }, async (request, reply) => {
      const actor = await request.actor();
      if (actor.pool === 'unit') throw new Problem('AUTH-FORBIDDEN'); // its lists are other ones
      const asked = readParameters(parameters, request.query);
      const asking = { actor, tenants: await namesOfTenants(database, actor) };
      const list = await listOf(asking, asked, request);
      return sendExport(reply, { database, deps, actor, language: asked.language }, list);
    });
  }
  add('/exports/cases', CasesExport, (asking, asked) => exportedCases(asking, asked, readCases));
  add('/exports/uploads', UploadsExport, (asking, asked, request) =>
    exportedUploads(asking, asked, askGraphql(request, asking.actor)),
  );
  add('/exports/periods', PeriodsExport, (asking) =>
    exportedPeriods(
      asking,
      async () => (await answerQuery(services, asking.actor, QUERIES.periodListQuery, {})).periods,
    ),
  );
  add('/exports/audit', AuditExport, (asking, asked) =>
    exportedAudit(asking, asked, (input) => answerQuery(services, asking.actor, QUERIES.auditQuery, input)),
  );
}

/** Names of the tenants that the actor sees: of a city it and its counties, of a county its own. */
async function namesOfTenants(database: Database, actor: Actor): Promise<ReadonlyMap<number, InTwo>> {
  const [column, id] =
    actor.pool === 'city' ? (['city_id', actor.cityId] as const) : (['tenant_id', actor.tenantId] as const);
  const tenants = await asActor(database, actor, (trx) =>
    trx.selectFrom('biz.tenant').select(['tenant_id', 'name', 'name_en']).where(column, '=', id).execute(),
  );
  return new Map(tenants.map(({ tenant_id: tenantId, name, name_en: en }) => [tenantId, { zh: name, en }]));
}
