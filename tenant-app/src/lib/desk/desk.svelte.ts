import { createAlarm } from './alarm/alarm.svelte.ts';
import { createBulk } from './bulk/bulk.svelte.ts';
import { createForms } from './form.svelte.ts';
import { createActs } from './state/acts.svelte.ts';
import { createDeferred } from './state/deferred.svelte.ts';
import { groundOf } from './state/ground.ts';
import type { DeskStart } from './state/ground.ts';
import { createLastAct } from './state/last-act.svelte.ts';
import { createLive } from './state/live.svelte.ts';
import { createMarks } from './state/marks.svelte.ts';
import { createQueue } from './state/queue.svelte.ts';
import { createSelection } from './state/selection.svelte.ts';
import { createTrouble } from './state/trouble.svelte.ts';

/** The state of a desk: its list, what is open, the form under it, what was done last, and what comes by itself. */
export function createDesk(start: DeskStart) {
  const ground = groundOf(start);
  const { actor, api, ask } = ground;
  const deferred = createDeferred();
  const trouble = createTrouble();
  const marks = createMarks();
  const queue = createQueue(ground, start, trouble);
  const forms = createForms(api);
  const lastAct = createLastAct(ground);
  const selection = createSelection(ground, start, { queue, forms, lastAct, trouble });
  const alarm = createAlarm(ground);
  const live = createLive({ alarm, queue, selection, lastAct, trouble });
  const acts = createActs({ queue, selection, forms, lastAct, live, trouble });
  const bulk = createBulk(ground, { queue, marks, live, lastAct });
  return {
    actor,
    api,
    ask,
    people: start.people,
    deferred,
    trouble,
    marks,
    queue,
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
