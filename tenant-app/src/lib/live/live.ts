import { writable, type Readable } from 'svelte/store';
import { connect, SILENCE_MS, type Connection, type ConnectionParts } from './connection.ts';
import { placeKey, type CaseChange, type CasePlace, type Frame, type Person } from './frames.ts';
import { leadOneTab, type Channel, type Locks } from './tabs.ts';

/** Whether what is shown can be trusted to be what is. */
export interface LiveStatus {
  /** `reconnecting` after 15 s without a word; `offline` without network, or where the gateway ended the stream. */
  readonly state: 'live' | 'reconnecting' | 'offline';
  /** Since when it is not live, milliseconds since 1970. */
  readonly since: number | null;
  /** Last word of the gateway, milliseconds since 1970: the age of the data. Null before the first. */
  readonly heardAt: number | null;
  /** Of an end: `signed-out`, `revoked`. */
  readonly reason: string | null;
}

type Message =
  | { kind: 'frame'; frame: Frame }
  | { kind: 'come' }
  | { kind: 'wake' }
  | { kind: 'state'; lastId: string | null; heardAt: number | null; reason: string | null; present: Place[] };
type Place = CasePlace & { people: Person[] };

export interface LiveParts extends Pick<ConnectionParts, 'open' | 'ask'> {
  readonly channel: Channel<Message> | undefined;
  readonly locks: Locks | undefined;
  isOnline(): boolean;
  isVisible(): boolean;
}

export interface Live {
  readonly status: Readable<LiveStatus>;
  onCase(handler: (change: CaseChange) => void): () => void;
  onReset(handler: () => void): () => void;
  onPresence(on: CasePlace, handler: (people: Person[]) => void): () => void;
  /** Somebody looks at this tab, or the network came or went. */
  look(): void;
  stop(): void;
}

/** A tab that hears nothing although it is seen takes the lead after this, milliseconds. */
const TAKE_MS = 25_000;
const TICK_MS = 1_000;

/** The live side of one tab: it leads and hears the gateway, or it follows and hears the leader. */
export function goLive(parts: LiveParts): Live {
  const changes = new Set<(change: CaseChange) => void>();
  const resets = new Set<() => void>();
  const watchers = new Map<string, Set<(people: Person[]) => void>>();
  const present = new Map<string, Place>();
  const startedAt = Date.now();
  let connection: Connection | undefined;
  let lastId: string | null = null;
  /** Whether what this page loaded has been asked for anew since this tab hears. */
  let isJoined = false;
  let heardAt: number | null = null;
  let reason: string | null = null;
  const status = writable<LiveStatus>(judge());

  function judge(): LiveStatus {
    const state = reason !== null || !parts.isOnline() ? 'offline' : isSilent() ? 'reconnecting' : 'live';
    return { state, since: state === 'live' ? null : (heardAt ?? startedAt), heardAt, reason };
  }
  function silence(): number {
    return Date.now() - (heardAt ?? startedAt);
  }
  function isSilent(): boolean {
    return silence() > SILENCE_MS;
  }

  function show(place: Place): void {
    if (place.people.length === 0) present.delete(placeKey(place));
    else present.set(placeKey(place), place);
    for (const watch of watchers.get(placeKey(place)) ?? []) watch(place.people);
  }
  function empty(): void {
    for (const { tenantId, caseId } of [...present.values()]) show({ tenantId, caseId, people: [] });
  }

  /** Leader and followers alike. */
  function take(frame: Frame): void {
    if (frame.event === 'bye') {
      reason = frame.data.retry ? null : frame.data.reason;
      if (frame.data.reason === 'post-changed') lastId = null; // what the post before heard is no place to go on from
    } else {
      heardAt = Date.now();
      reason = null;
      lastId = frame.id ?? lastId;
    }
    status.set(judge());
    if (frame.event === 'hello') empty(); // who is there follows
    if (frame.event === 'presence') show(frame.data);
    if (frame.event === 'case') for (const handler of changes) handler(frame.data);
    if (frame.event === 'reset') reset();
  }
  function reset(): void {
    isJoined = true;
    for (const handler of resets) handler();
  }

  const lead = (): (() => void) => {
    connection = connect({
      ...{ open: parts.open, ask: parts.ask, lastId: () => (isJoined ? lastId : null) },
      heard(frame) {
        parts.channel?.post({ kind: 'frame', frame });
        take(frame);
      },
    });
    return () => {
      connection?.close();
      connection = undefined;
    };
  };

  parts.channel?.onMessage((message) => {
    if (message.kind === 'frame') take(message.frame);
    if (message.kind === 'wake') connection?.hurry(isSilent());
    if (message.kind === 'come' && connection) {
      connection.hurry(false); // a page that was just loaded: somebody is signed in again
      if (heardAt === null) return; // the first frames are still to come, to all tabs alike
      parts.channel?.post({ kind: 'state', lastId, heardAt, reason, present: [...present.values()] });
    }
    if (message.kind === 'state' && !isJoined) {
      ({ lastId, heardAt, reason } = message);
      for (const place of message.present) show(place);
      status.set(judge());
      reset(); // what changed between this page's loading and now was not heard here
    }
  });
  const leadership = leadOneTab(parts.locks, 'liangji-live', lead);
  parts.channel?.post({ kind: 'come' });

  const tick = setInterval(() => {
    status.set(judge());
    if (silence() > 2 * SILENCE_MS) empty();
    if (connection || !parts.isVisible() || !parts.isOnline() || reason !== null) return;
    if (silence() > TAKE_MS) leadership.take();
    else if (isSilent()) parts.channel?.post({ kind: 'wake' });
  }, TICK_MS);

  const added = <T>(set: Set<T>, one: T): (() => void) => {
    set.add(one);
    return () => void set.delete(one);
  };
  return {
    status,
    onCase: (handler) => added(changes, handler),
    onReset: (handler) => added(resets, handler),
    onPresence(on, handler) {
      const key = placeKey(on);
      const watching = watchers.get(key) ?? new Set();
      watchers.set(key, watching);
      handler(present.get(key)?.people ?? []);
      const remove = added(watching, handler);
      return () => {
        remove();
        if (watching.size === 0) watchers.delete(key);
      };
    },
    look() {
      status.set(judge());
      if (!parts.isOnline()) return;
      if (connection) connection.hurry(isSilent());
      else parts.channel?.post({ kind: 'wake' });
    },
    stop() {
      clearInterval(tick);
      leadership.leave();
      parts.channel?.close();
    },
  };
}
