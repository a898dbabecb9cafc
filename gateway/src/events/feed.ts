import type { Actor, CaseChange, Deps } from '@liangji/platform';
import { Problem } from '@liangji/platform';
import { makeChangeLog } from './change-log.ts';
import type { EventCounts } from './event-metrics.ts';
import { frameText } from './frames.ts';
import { makePresentPeople, type Present } from './present.ts';
import { reaches, type Viewer } from './reaches.ts';
import type { Farewell, Reader, Streams } from './streams.ts';

/** What passes from the database to those who listen, each hearing what concerns him. */
export interface Feed {
  /** Hearing begins, or begins again: what happened before may have been missed. */
  begin(): void;
  /** Nothing is heard until the next `begin`: no heartbeat says otherwise. */
  lose(): void;
  isHeard(): boolean;
  change(change: CaseChange): void;
  presence(present: Present): void;
  /** What somebody hears first who last heard `after`. */
  opening(viewer: Viewer, after: string | undefined): string;
  beat(): void;
  expire(): void;
}

export function makeFeed(
  { clock }: Pick<Deps, 'clock'>,
  streams: Pick<Streams, 'all'>,
  counts: EventCounts,
  log = makeChangeLog(),
): Feed {
  const people = makePresentPeople();
  let state: 'before' | 'heard' | 'lost' = 'before';

  const toAll = (text: string): void => {
    for (const reader of streams.all()) reader.send(text);
  };
  const heartbeat = (): string => frameText({ event: 'heartbeat', id: log.last(), data: {} });
  const changeText = ({ id, change: { tenantId, caseId, version } }: { id: string; change: CaseChange }): string =>
    frameText({ event: 'case', id, data: { tenantId, caseId, version } });

  /** Everybody whom one of these reaches sees the people at the case as they are now. */
  function show(changed: readonly Present[]): void {
    for (const reader of streams.all()) {
      const seen = changed.find(({ audience }) => reaches(reader.actor, audience));
      if (seen) reader.send(frameText({ event: 'presence', data: people.shownTo(reader.actor, seen.audience) }));
    }
  }

  function expire(): void {
    for (const present of people.expire(clock.now().getTime())) show([present]);
  }

  return {
    begin() {
      if (state !== 'before') {
        log.begin();
        counts.reset(streams.all().length);
        toAll(frameText({ event: 'reset', id: log.last(), data: {} }));
      }
      state = 'heard';
    },
    lose: () => void (state = state === 'heard' ? 'lost' : state),
    isHeard: () => state === 'heard',
    change(change) {
      const entry = log.append(change);
      const text = changeText(entry); // once for all
      for (const reader of streams.all()) if (reaches(reader.actor, change)) reader.send(text);
    },
    presence(present) {
      const changed = people.hear(present);
      if (changed) show(changed);
    },
    opening(viewer, after) {
      expire(); // nobody is shown who left while nobody looked
      const missed = after === undefined ? null : log.after(after);
      counts.opened(after === undefined ? 'fresh' : missed ? 'replay' : 'reset');
      const hello = frameText({ event: 'hello', data: { replayed: missed !== null } });
      const replay = missed
        ? missed.filter(({ change }) => reaches(viewer, change)).map(changeText)
        : [frameText({ event: 'reset', data: {} })];
      const present = people
        .casesFor(viewer)
        .map((on) => frameText({ event: 'presence', data: people.shownTo(viewer, on) }));
      return [hello, ...replay, ...present, heartbeat()].join('');
    },
    beat: () => (state === 'heard' ? toAll(heartbeat()) : undefined),
    expire,
  };
}

/** Why somebody may not go on listening as the actor he came as; null where he may. */
export function farewellTo({ actor }: Pick<Reader, 'actor'>, now: Actor | Problem): Farewell | null {
  if (now instanceof Problem) {
    return { reason: now.code === 'AUTH-MISSING' ? 'signed-out' : 'revoked', retry: false };
  }
  const isSame = now.pool === actor.pool && now.body.id === actor.body.id && now.post?.id === actor.post?.id;
  return isSame && now.tenantId === actor.tenantId ? null : { reason: 'post-changed', retry: true };
}
