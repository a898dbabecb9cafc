import { readAreas, readMapCells, readMapPoints, reachOf, startOfDay, type Database } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { asActor } from '../../identity/as-actor.ts';
import { areaFeature, cellFeature, countFeature, pointFeature } from './features.ts';
import { sendFigures, sendOutlines } from './send-features.ts';
import { readMapQuery } from './query.ts';

/**
 * `/map/v1/…`: what the map draws, as GeoJSON and nothing more than it draws. A city sees its counties, a county itself.
 *
 * - `areas`: outlines
 * - `cells?from=&to=`: grid cells with the cases filed in the days `[from, to)`
 * - `points?from=&to=`: cases reported in those days, one by one or, where they are too many, as counts with `cases`; `placed`
 *   is how many there are, `unplaced` how many more have no position
 *
 * Both take `tenantId=`, one county, and `bbox=west,south,east,north`.
 */
export function addMap(app: FastifyInstance, { database }: { readonly database: Database }): void {
  app.get('/map/v1/areas', async (request, reply) => {
    const actor = await request.actor();
    const areas = await asActor(database, actor, (trx) => readAreas(trx, reachOf(actor)));
    return sendOutlines(request, reply, areas.map(areaFeature));
  });

  app.get('/map/v1/cells', async (request, reply) => {
    const actor = await request.actor();
    const { from, to, bbox: box, tenantId } = readMapQuery(request.query);
    const cells = await asActor(database, actor, (trx) =>
      readMapCells(trx, reachOf(actor), { fromDay: from, toDay: to, tenantId, box }),
    );
    return sendFigures(reply, cells.map(cellFeature));
  });

  app.get('/map/v1/points', async (request, reply) => {
    const actor = await request.actor();
    const { from, to, bbox: box, tenantId } = readMapQuery(request.query);
    const zone = actor.tenant.timeZone;
    const wanted = { from: startOfDay(from, zone), before: startOfDay(to, zone), tenantId, box };
    const { points, counts, placed, unplaced } = await asActor(database, actor, (trx) =>
      readMapPoints(trx, reachOf(actor), wanted),
    );
    return sendFigures(reply, [...points.map(pointFeature), ...counts.map(countFeature)], { placed, unplaced });
  });
}
