import { readAreas, readMapCells, readMapPoints, reachOf, startOfDay, type Database } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { asActor } from '../../identity/as-actor.ts';
import { areaFeature, cellFeature, pointFeature } from './features.ts';
import { sendFigures, sendOutlines } from './send-features.ts';
import { readMapQuery } from './query.ts';

/**
 * `/map/v1/…`: what the map draws, as GeoJSON and nothing more than it draws. A city sees its counties, a county itself.
 *
 * - `areas`: outlines
 * - `cells?from=&to=&bbox=`: grid cells with the cases filed in the days `[from, to)`
 * - `points?from=&to=&bbox=`: cases reported in those days, `bbox` = west,south,east,north
 */
export function addMap(app: FastifyInstance, { database }: { readonly database: Database }): void {
  app.get('/map/v1/areas', async (request, reply) => {
    const actor = await request.actor();
    const areas = await asActor(database, actor, (trx) => readAreas(trx, reachOf(actor)));
    return sendOutlines(request, reply, areas.map(areaFeature));
  });

  app.get('/map/v1/cells', async (request, reply) => {
    const actor = await request.actor();
    const { from, to, bbox } = readMapQuery(request.query);
    const cells = await asActor(database, actor, (trx) =>
      readMapCells(trx, reachOf(actor), { fromDay: from, toDay: to }, bbox),
    );
    return sendFigures(reply, cells.map(cellFeature));
  });

  app.get('/map/v1/points', async (request, reply) => {
    const actor = await request.actor();
    const { from, to, bbox } = readMapQuery(request.query);
    const zone = actor.tenant.timeZone;
    const { points, truncated } = await asActor(database, actor, (trx) =>
      readMapPoints(trx, reachOf(actor), { from: startOfDay(from, zone), before: startOfDay(to, zone), box: bbox }),
    );
    return sendFigures(reply, points.map(pointFeature), { truncated });
  });
}
