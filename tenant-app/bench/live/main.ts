import { mount } from 'svelte';
import '../../src/app.css';
import { deskApi } from '#lib/desk/api.ts';
import { DeskCounts, DeskPeople } from '#lib/desk/desk.queries.ts';
import Desk from '#lib/desk/Desk.svelte';
import { readPage } from '#lib/desk/read.ts';
import { groundOf } from '#lib/desk/state/ground.ts';
import { createClient } from '#lib/graphql/client.ts';
import { startLive } from '#lib/live/index.ts';
import type { Actor } from '#lib/session/actor.ts';

/** The desk itself, without the frame of the web app: everything its body holds, as it is now and as it changes. */
const actor = (await (await fetch('/auth/me')).json()) as Actor;
const client = createClient();
const { ask } = groundOf({ actor, client });
const view = 'all';
const [page, { desk }, { people }] = await Promise.all([
  readPage(ask, deskApi(fetch), actor, view),
  ask(DeskCounts, {}),
  ask(DeskPeople, { tenantId: actor.tenant.id, first: 1000 }),
]);
startLive();
const known = new Map(people.nodes.map(({ id, name }) => [id, name]));
const start = { actor, client, view, page, counts: desk.counts, opened: null, people: known } as const;
mount(Desk, { target: document.body, props: { start, named: false } });
