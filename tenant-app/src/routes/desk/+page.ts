import { error } from '@sveltejs/kit';
import { deskApi } from '#lib/desk/api.ts';
import { DeskCounts, DeskPeople } from '#lib/desk/desk.queries.ts';
import { readOpened } from '#lib/desk/open.ts';
import type { Name } from '#lib/desk/open.ts';
import { readPage } from '#lib/desk/read.ts';
import type { Ask } from '#lib/desk/read.ts';
import { firstView, isView, reachOf, viewsOf } from '#lib/desk/views.ts';
import { ask as askAs } from '#lib/graphql/ask.ts';
import type { PageLoad } from './$types.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The desk of whoever is signed in: his list, what waits, and the case that the address names, else the first. */
export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind === null || actor.post === null) error(404, 'not found');
  const ask: Ask = (query, variables) => askAs(event, client, query, variables);
  const api = deskApi(event.fetch);
  const wanted = event.url.searchParams.get('view');
  const view = isView(wanted) && viewsOf(actor).some(({ name }) => name === wanted) ? wanted : firstView(actor);
  const [page, { desk }, { people }] = await Promise.all([
    readPage(ask, api, actor, view),
    ask(DeskCounts, {}),
    ask(DeskPeople, { tenantId: actor.tenant.id, first: 1000 }),
  ]);
  const named = nameIn(event.url.searchParams);
  const [first] = page.rows;
  const name = named ?? (first && first.report === null ? first : null);
  const opened = name && (await readOpened(ask, api, reachOf(actor).unitId, pick(name)));
  return {
    view,
    page,
    counts: desk.counts,
    people: new Map(people.nodes.map(({ id, name: called }) => [id, called])),
    opened,
    /** Whether the address names the case: a telephone shows it at once then. */
    named: named !== null,
    fills: true,
  };
};

const pick = ({ key, tenantId, caseId, taskId }: Name): Name => ({ key, tenantId, caseId, taskId });

/** `?case=<tenant>.<id>&task=<id>` */
function nameIn(params: URLSearchParams): Name | null {
  const [tenant = '', caseId = ''] = params.get('case')?.split('.') ?? [];
  const task = params.get('task');
  if (!/^\d{1,9}$/.test(tenant) || !UUID.test(caseId) || (task !== null && !UUID.test(task))) return null;
  return { key: task ?? caseId, tenantId: Number(tenant), caseId, taskId: task };
}
