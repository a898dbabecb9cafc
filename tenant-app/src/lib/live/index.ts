import { readable, type Readable } from 'svelte/store';
import { makeAfterChanges } from './after-changes.ts';
import { noticeUse, unusedFor } from '#lib/attended/attended.ts';
import type { CaseChange, CasePlace, Person } from './frames.ts';
import { makeHere } from './here.ts';
import { goLive, type Live, type LiveParts, type LiveStatus } from './live.ts';
import type { Channel } from './tabs.ts';

export type { CaseChange, CasePlace, Person } from './frames.ts';
export type { LiveStatus } from './live.ts';

/** Nobody has touched anything for so long: the screen is abandoned, milliseconds. */
const ABANDONED_MS = 5 * 60_000;

let live: Live | undefined;
const starts = new Set<() => void>();

const here = makeHere({
  isAttended: () => document.visibilityState === 'visible' && unusedFor() < ABANDONED_MS,
  send(body) {
    // A beat that fails is followed by the next, and the status says when nothing passes any more.
    const headers = { 'content-type': 'application/json' };
    return fetch('/events/presence', { method: 'POST', headers, body: JSON.stringify(body), keepalive: true }).then(
      ({ status }) => status !== 404,
      () => true,
    );
  },
});

function broadcast<Message>(name: string): Channel<Message> {
  const channel = new BroadcastChannel(name);
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (heard) => channel.addEventListener('message', ({ data }) => heard(data as Message)),
    close: () => channel.close(),
  };
}

const browser = (): LiveParts => ({
  open: (url) => new EventSource(url) as ReturnType<LiveParts['open']>,
  ask: async (url) => (await fetch(url)).status,
  channel: 'locks' in navigator ? broadcast('liangji-live') : undefined,
  locks: 'locks' in navigator ? (navigator.locks as unknown as LiveParts['locks']) : undefined,
  isOnline: () => navigator.onLine,
  isVisible: () => document.visibilityState === 'visible',
});

/** Begins hearing the gateway in this tab; call once in the layout of those signed in. Returns its end. */
export function startLive(): () => void {
  const started = goLive(browser());
  live = started;
  for (const start of [...starts]) start();
  const ending = new AbortController();
  const { signal } = ending;
  noticeUse(signal);
  for (const event of ['online', 'offline', 'focus']) addEventListener(event, started.look, { signal });
  document.addEventListener('visibilitychange', started.look, { signal });
  addEventListener('pagehide', here.leave, { signal });
  return () => {
    ending.abort();
    here.leave();
    started.stop();
    if (live === started) live = undefined;
  };
}

/** Subscribes now, or as soon as `startLive` has been called: children come to life before their layout does. */
function whenLive(subscribe: (to: Live) => () => void): () => void {
  let end: (() => void) | undefined;
  const start = (): void => {
    end?.();
    if (live) end = subscribe(live);
  };
  starts.add(start);
  start();
  return () => {
    starts.delete(start);
    end?.();
  };
}

/** Hears that a case changed: ask for it anew. Returns the end, as all of these do. */
export const onCase = (handler: (change: CaseChange) => void) => whenLive((to) => to.onCase(handler));

/** Hears that something may have been missed: ask anew for all that is shown. */
export const onReset = (handler: () => void) => whenLive((to) => to.onReset(handler));

/** For figures that are counted from cases: asks for them anew when some changed, or may have. */
export function onCounted(ask: () => unknown): () => void {
  const after = makeAfterChanges(ask);
  const ends = [onCase(after.changed), onReset(after.changed)];
  return () => {
    for (const end of ends) end();
    after.end();
  };
}

/** Hears who is at a case, now and whenever that changes. */
export const onPresence = (on: CasePlace, handler: (people: Person[]) => void) =>
  whenLive((to) => to.onPresence(on, handler));

/** Somebody is at a case from now until the returned function is called; nobody is locked out by it. */
export const beHere = here.beHere;

const NOT_YET: LiveStatus = { state: 'live', since: null, heardAt: null, reason: null };

/** Whether what is shown is what is, and how old it is. */
export const liveStatus: Readable<LiveStatus> = readable(NOT_YET, (set) => whenLive((to) => to.status.subscribe(set)));
