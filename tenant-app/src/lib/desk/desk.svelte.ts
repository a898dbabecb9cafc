import { createAlarm } from './alarm/alarm.svelte.ts';
import { createBulk } from './bulk/bulk.svelte.ts';
import { createDrafts } from './drafts/drafts.ts';
import { createForms } from './form.svelte.ts';
import { createActs } from './state/acts.svelte.ts';
import { deskClient } from './state/client.ts';
import type { DeskStart } from './state/client.ts';
import { createDeferred } from './state/deferred.svelte.ts';
import { createDensity } from './state/density.svelte.ts';
import { createHanded } from './state/handed.svelte.ts';
import { createLastAct } from './state/last-act.svelte.ts';
import { createLive } from './state/live.svelte.ts';
import { createMarks } from './state/marks.svelte.ts';
import { createNotice } from './state/notice.svelte.ts';
import { createQueue } from './state/queue.svelte.ts';
import { createSelection } from './state/selection.svelte.ts';
import { createSquads } from './state/squads.svelte.ts';
import { createSummary } from './state/summary.svelte.ts';
import { createTrouble } from './state/trouble.svelte.ts';

/** The state of a desk: its list, what is open, the form under it, what was done last, and what comes by itself. */
export function createDesk(start: DeskStart) {
  const client = deskClient(start);
  const { actor, api, ask } = client;
  const deferred = createDeferred();
  const density = createDensity(actor);
  const trouble = createTrouble();
  const notice = createNotice();
  const marks = createMarks();
  const summary = createSummary(client, start);
  const alarm = createAlarm(summary);
  const queue = createQueue(client, start, { summary, trouble });
  const shelf = typeof sessionStorage === 'undefined' ? null : sessionStorage;
  const drafts = createDrafts(api, actor.post?.id ?? actor.name, shelf);
  const handed = createHanded(drafts, trouble);
  const forms = createForms(api, drafts);
  const lastAct = createLastAct(client);
  const selection = createSelection(client, start, { queue, forms, lastAct, trouble });
  const live = createLive({ summary, queue, selection, lastAct, trouble });
  const acts = createActs({ queue, selection, forms, lastAct, live, trouble });
  const squads = createSquads(client);
  const bulk = createBulk(client, { queue, marks, live, lastAct });
  return {
    actor,
    api,
    ask,
    people: start.people,
    squads,
    deferred,
    density,
    trouble,
    notice,
    marks,
    summary,
    queue,
    drafts,
    handed,
    forms,
    lastAct,
    selection,
    live,
    alarm,
    acts,
    bulk,
  };
}

export type Desk = ReturnType<typeof createDesk>;
