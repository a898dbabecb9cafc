import { placeKey, type CasePlace } from './frames.ts';

export interface HereParts {
  /** Sends `POST /events/presence`; a beat that fails is followed by the next. */
  send(body: CasePlace & { doing: 'looking' | 'filling' | 'gone'; act?: string }): void;
  /** Whether somebody sees and uses this tab: an abandoned screen is nobody, and must not keep a session alive. */
  isAttended(): boolean;
}

type Doing = { doing: 'looking' | 'filling'; act?: string };

/** The gateway forgets after 30 s, milliseconds. */
const BEAT_MS = 10_000;
/** One effect ends as the next begins: what comes of both is sent, milliseconds. */
const SETTLE_MS = 100;

/** Where somebody is, by the components that are open: whoever fills a form also looks, and is shown as filling. */
export function makeHere(parts: HereParts) {
  const places = new Map<string, { on: CasePlace; all: Doing[]; sent: string }>();
  let settling: ReturnType<typeof setTimeout> | undefined;
  let beating: ReturnType<typeof setInterval> | undefined;

  const strongest = (all: readonly Doing[]): Doing | undefined =>
    all.findLast(({ doing }) => doing === 'filling') ?? all.at(-1);

  function send(isBeat: boolean): void {
    for (const [key, place] of places) {
      const now = strongest(place.all);
      const words = now ? JSON.stringify(now) : '';
      if (!now) places.delete(key);
      if (now ? parts.isAttended() && (isBeat || words !== place.sent) : place.sent !== '') {
        parts.send({ ...place.on, ...(now ?? { doing: 'gone' }) });
        place.sent = words;
      }
    }
    if (places.size === 0) {
      clearInterval(beating);
      beating = undefined;
    }
  }
  function settle(): void {
    clearTimeout(settling);
    settling = setTimeout(() => send(false), SETTLE_MS);
    beating ??= setInterval(() => send(true), BEAT_MS);
  }

  return {
    /** From now until the returned function is called somebody is at the case. */
    beHere({ tenantId, caseId }: CasePlace, doing: 'looking' | 'filling', act?: string): () => void {
      const on = { tenantId, caseId };
      const place = places.get(placeKey(on)) ?? { on, all: [], sent: '' };
      const mine: Doing = { doing, ...(act !== undefined && { act }) };
      places.set(placeKey(on), place);
      place.all.push(mine);
      settle();
      return () => {
        place.all = place.all.filter((other) => other !== mine);
        settle();
      };
    },
    /** The page goes: everybody is gone, at once. */
    leave(): void {
      for (const place of places.values()) place.all = [];
      send(false);
    },
  };
}
