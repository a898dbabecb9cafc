import { mount } from 'svelte';
import '../../src/app.css';
import { deskApi } from '#lib/desk/api.ts';
import { DeskPeople, DeskSummary } from '#lib/desk/desk.queries.ts';
import Desk from '#lib/desk/Desk.svelte';
import { readPage } from '#lib/desk/read.ts';
import { deskClient } from '#lib/desk/state/client.ts';
import { createClient } from '#lib/graphql/client.ts';
import { startLive } from '#lib/live/index.ts';
import type { Actor } from '#lib/session/actor.ts';

/** The desk itself, without the frame of the web app: everything its body holds, as it is now and as it changes. */
const actor = (await (await fetch('/auth/me')).json()) as Actor;
const client = createClient();
const { ask } = deskClient({ actor, client });
const view = 'all';
const { desk: summary } = await ask(DeskSummary, {});
const [page, { people }] = await Promise.all([
  readPage(ask, deskApi(fetch), actor, { view, supervision: summary.supervision }),
  ask(DeskPeople, { tenantId: actor.tenant.id, first: 1000 }),
]);
startLive();
const known = new Map(people.nodes.map(({ id, name }) => [id, name]));
const start = { actor, client, view, page, summary, opened: null, people: known } as const;
mount(Desk, { target: document.body, props: { start, named: false } });
