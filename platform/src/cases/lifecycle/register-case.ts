import { z } from 'zod';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { civilDay } from '../../calendars/zone.ts';
import { requireClass } from '../../catalogues/require-class.ts';
import type { Trx } from '../../database/database.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { countyAt } from '../../geography/county-at.ts';
import { placesOf } from '../../geography/places-of.ts';
import { reachOf } from '../../identity/reach.ts';
import type { Deps } from '../../kernel/deps.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { inTwo, message } from '../../kernel/message.ts';
import { present } from '../../kernel/present.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { must } from '../../kernel/zod-messages.ts';
import { readModes } from '../../tenants/mode-in-force.ts';
import { isDesk } from '../../units/desk.ts';
import type { Baton, EventData } from '../events.ts';
import type { CasePicture } from '../fields.ts';
import { limitOfStep } from '../limit-of-step.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import { makeProjection } from '../project.ts';
import { addMedia, linkMedia, type UsedPhoto } from '../media/link-media.ts';
import { Photos } from '../media/media-types.ts';
import { readReport, registerReport, type RegisteredReport } from '../reports/register-report.ts';
import { writeReporter } from '../reporter/write-reporter.ts';
import { shareCut } from '../record/cut.ts';
import { takeNumbers } from '../record/numbers.ts';
import { recordAct } from '../record/record-act.ts';
import type { Acted } from './record-attempt.ts';
import { missingPhoto, requirePictures } from './act-media.ts';
import { actedCase, eventRow } from './after-act.ts';
import { limitData } from './event-data.ts';
import { rowsOf } from './lifecycle.ts';
import { performerOf } from './performer.ts';
import { modeOfNewCase } from './mode-of-case.ts';
import { readBodies } from './read-rows.ts';
import { refusalOf } from './refuse.ts';
import { deskOf } from './serving-desk.ts';
import { SOURCES, type Source } from './sources.ts';
import type { Standing } from './standing.ts';

const text = z.string().trim().min(1);

/** A case as the acceptor takes it in. Longitude and latitude are WGS-84 degrees. */
export const REGISTER_INPUT = z
  .strictObject({
    tenantId: z.int32().describe('county or zone of the place; never the city, whose facilities lie in a county too'),
    source: z.enum(Object.keys(SOURCES) as [Source, ...Source[]]),
    kind: z.enum(['component', 'event']),
    classId: z.int32().describe('小类, from cases.search_classes'),
    words: text.max(2_000).describe('what is wrong; masked before it is kept, as the address'),
    address: text.max(300),
    longitude: z.number().min(-180).max(180).optional().describe('WGS-84 degrees'),
    latitude: z.number().min(-90).max(90).optional(),
    caller: z
      .strictObject({ name: text.max(50).nullable(), phone: text.max(30).nullable() })
      .optional()
      .describe('who called: kept apart from the case, revealed for a reason only'),
    reportId: z.uuid().optional().describe('the report it comes from, which waits in that county or under the city'),
    photos: Photos.optional(),
  })
  .check(
    must(
      ({ longitude, latitude }) => (longitude === undefined) === (latitude === undefined),
      () => message('report.half-a-place'),
    ),
  );
export type Registration = z.infer<typeof REGISTER_INPUT>;

/**
 * Registers a case in the county of its place, under the mode in force there when it was reported: now, or when the report came
 * that it is made of. The desk of supervision by that mode does it. FLOW-COUNTY for the city itself: whoever knows no place
 * leaves the report as it is.
 */
export async function registerCase(
  trx: Trx,
  deps: Deps,
  actor: Actor,
  act: 'register' | 'self_handle',
  input: Registration,
): Promise<Acted> {
  const { tenantId } = input;
  if (tenantId === actor.cityId) throw new Problem('FLOW-COUNTY');
  const cut = await shareCut(trx, deps, tenantId);
  const now = deps.clock.now();
  const today = civilDay(now, actor.tenant.timeZone);
  const report =
    input.reportId === undefined ? null : await readReport(trx, actor, { ...input, reportId: input.reportId });
  const reportedAt = report?.reportedAt ?? now;
  const [modes, bodies] = await Promise.all([readModes(trx, tenantId), readBodies(trx, actor, tenantId, today)]);
  const { from: modeFrom, document: mode } = modeOfNewCase(modes, tenantId, reportedAt, now);
  const who = performerOf(actor);
  const desks = desksOf(mode.desks, bodies, tenantId, actor);
  const row = present(rowsOf(act)[0], `the rule of ${act}`);
  const caseId = deps.ids.next();
  const standing = notYetThere({ tenantId, cityId: actor.cityId, caseId, ...desks, mode, bodies });
  const refusal = refusalOf({ row, standing, who, task: null, now });
  if (refusal !== null) throw asProblem(refusal);
  await requireClass(trx, tenantId, input.classId, input.kind);
  const place = await placeOf(trx, actor, input, now);
  const missing = missingPhoto(row, { photos: [...(input.photos ?? []), ...(report?.photos ?? [])] });
  if (missing !== null) throw asProblem(missing);
  const day = civilDay(reportedAt, actor.tenant.timeZone);
  const [caseNo = null] = await takeNumbers(trx, { ...actingOf(actor), tenantId }, 'native', [day]);
  const baton: Baton = {
    ...{ caseNo, holderId: actor.tenantId, holderUnitId: actor.body.id, modeFrom: modeFrom.toISOString() },
    ...{ supervisionUnitId: desks.supervisionUnitId, commandUnitId: desks.commandUnitId, urgent: false },
  };
  const step = act === 'self_handle' ? 'review' : 'acceptance';
  const limited = { classId: input.classId, ruleId: null, cellId: place.cellId ?? null, day: today };
  const limit = await limitOfStep(trx, tenantId, actor.cityId, step, limited, mode);
  const started = { step, ...(limit ? limitData(limit) : {}) };
  const selfHandled = act === 'self_handle' ? { selfHandled: true } : {};
  const isCollected = bodies.get(report?.byUnitId ?? -1)?.kind === 'collection_company';
  const collected = report !== null && isCollected ? { collectorUnitId: report.byUnitId } : {};
  const events = [
    {
      kind: 'reported' as const,
      at: reportedAt,
      data: { act, ...pictureData(input), ...place, ...baton, ...collected },
    },
    { kind: 'registered' as const, at: now, data: { act, ...started, ...selfHandled } },
  ].map(({ kind, at, data }) =>
    eventRow(deps, standing, { kind, data, leadUnitId: null, taskId: null, isMove: true }, 1, at),
  );
  const projection = makeProjection();
  for (const event of events) projection.apply(event);
  const acted = actedCase(standing, projection, await calendarOf(trx, tenantId));
  const recording = {
    acting: { ...actingOf(actor), tenantId, unitId: who.unitId },
    cut,
    personId: who.personId,
    post: who.post,
  };
  await recordAct(trx, deps, recording, { acted, isNew: true, caseId, events, opens: [], changes: [] });
  const seenBy = [desks.supervisionUnitId, desks.commandUnitId];
  requirePictures(row, await bringAlong(trx, deps, actor, { caseId, caseNo }, { input, report }, seenBy));
  await notifyCaseChanged(trx, {
    ...{ tenantId, cityId: actor.cityId, caseId, version: 1 },
    units: seenBy,
  });
  const { state } = projection;
  const done = message('done.stays', {
    ...{ case: caseNo ?? message('flow.the-case'), act: { code: `act.${act}` }, state: { code: `state.${state}` } },
  });
  return { tenantId, caseId, caseNo, version: 1, state, holderUnitId: who.unitId, message: inTwo(done) };
}

/**
 * Cell, street and community of the point. FLOW-PLACE where it lies in another county than the case, FLOW-OUTSIDE where it lies
 * in none of those whose outline is known and that of the case is.
 */
async function placeOf(
  trx: Trx,
  actor: Actor,
  { tenantId, longitude, latitude }: Registration,
  now: Date,
): Promise<Partial<Pick<CasePicture, 'cellId' | 'streetId' | 'communityId'>>> {
  if (longitude === undefined || latitude === undefined) return {};
  const { county, known } = await countyAt(trx, reachOf(actor), [longitude, latitude]);
  if (county === null && known.has(tenantId)) throw new Problem('FLOW-OUTSIDE');
  if (county === null) return {};
  if (county.tenantId !== tenantId) throw new Problem('FLOW-PLACE', { tenant: county.name });
  const places = present(await placesOf(trx, tenantId), 'the county of the point')(now);
  const cellId = places.cellAt([longitude, latitude]);
  return { cellId, ...places.areasAt([longitude, latitude], cellId) };
}

/** What comes with a new case: who called, the report it is made of, photographs, which it returns. */
async function bringAlong(
  trx: Trx,
  deps: Deps,
  actor: Actor,
  { caseId, caseNo }: Pick<Acted, 'caseId' | 'caseNo'>,
  { input, report }: { readonly input: Registration; readonly report: RegisteredReport | null },
  seenBy: readonly number[],
): Promise<readonly UsedPhoto[]> {
  const { tenantId, caller, photos } = input;
  const acting = actingOf(actor);
  if (caller !== undefined) await writeReporter(trx, deps, { tenantId, cityId: actor.cityId, caseId }, caller);
  const place = { tenantId, caseId, taskId: null, seenBy };
  const own = photos === undefined ? [] : await linkMedia(trx, deps, acting, { ...place, photos });
  if (report === null) return own;
  await registerReport(trx, report, { tenantId, caseId, caseNo });
  if (report.photos.length > 0) await addMedia(trx, deps, acting, { ...place, media: report.photos });
  return [...own, ...report.photos];
}

/** A case before it is there: nothing was done or asked, and the desk that supervises has it. */
const notYetThere = (
  known: Pick<Standing, 'tenantId' | 'cityId' | 'caseId' | 'supervisionUnitId' | 'commandUnitId' | 'mode' | 'bodies'>,
): Standing => ({
  ...known,
  ...{ state: null, version: 0, holderId: known.tenantId, holderUnitId: known.supervisionUnitId, leadUnitId: null },
  ...{
    commanderUnitId: known.commandUnitId,
    cityDeskUnitId: deskOf(known.bodies, known.cityId) ?? known.supervisionUnitId,
  },
  ...{ sourceGroup: 'patrol', selfHandled: false, reworks: 0, extensions: 0 },
  ...{ dueAt: null, disposedAt: null, resumeAt: null },
  ...{ tasks: [], done: [], returned: false, giver: null },
});

/** Desks of supervision and command of a case, once and for all. Whoever takes it in is the receiver. */
function desksOf(
  desks: Standing['mode']['desks'],
  bodies: Standing['bodies'],
  tenantId: number,
  { body, cityId }: Actor,
): { supervisionUnitId: number; commandUnitId: number } {
  const unitOf = (tenant: 'city' | 'own' | 'receiver'): number => {
    if (tenant === 'receiver' && isDesk(body.kind)) return body.id;
    const unit = deskOf(bodies, tenant === 'city' ? cityId : tenantId);
    if (unit === null) throw new Problem('FLOW-NO-DESK', { tenant: String(tenantId) });
    return unit;
  };
  return { supervisionUnitId: unitOf(desks.supervision.tenant), commandUnitId: unitOf(desks.command.tenant) };
}

const pictureData = (input: Registration): EventData => ({
  ...{
    kind: input.kind,
    classId: input.classId,
    address: maskPersonal(input.address),
    description: maskPersonal(input.words),
  },
  ...{ sourceCode: input.source, sourceGroup: SOURCES[input.source] },
  ...(input.longitude === undefined || input.latitude === undefined
    ? {}
    : { longitude: input.longitude, latitude: input.latitude }),
});
