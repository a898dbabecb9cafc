import { placeKey, type CasePlace } from './frames.ts';

export interface HereParts {
  /** Sends `POST /events/presence`, and gives whether the case is still seen; a beat that fails is followed by the next. */
  send(body: CasePlace & { doing: 'looking' | 'filling' | 'gone'; act?: string }): Promise<boolean>;
  /** Whether somebody sees and uses this tab: an abandoned screen is nobody, and must not keep a session alive. */
  isAttended(): boolean;
}

type Doing = { doing: 'looking' | 'filling'; act?: string };

/** The gateway forgets after 30 s, milliseconds. */
const BEAT_MS = 10_000;
/** One effect ends as the next begins: what comes of both is sent, milliseconds. */
const SETTLE_MS = 100;

interface Place {
  readonly on: CasePlace;
  all: Doing[];
  /** What was sent last; empty where nobody needs to hear of an end. */
  sent: string;
  /** The gateway did not know the case: it is not asked again before somebody comes to it anew. */
  isUnseen: boolean;
}

/** Where somebody is, by the components that are open: whoever fills a form also looks, and is shown as filling. */
export function makeHere(parts: HereParts) {
  const places = new Map<string, Place>();
  let settling: ReturnType<typeof setTimeout> | undefined;
  let beating: ReturnType<typeof setInterval> | undefined;

  const strongest = (all: readonly Doing[]): Doing | undefined =>
    all.findLast(({ doing }) => doing === 'filling') ?? all.at(-1);

  function send(isBeat: boolean): void {
    for (const [key, place] of places) {
      const now = strongest(place.all);
      const words = now ? JSON.stringify(now) : '';
      if (!now) places.delete(key);
      if (now ? !place.isUnseen && parts.isAttended() && (isBeat || words !== place.sent) : place.sent !== '') {
        place.sent = words;
        void parts.send({ ...place.on, ...(now ?? { doing: 'gone' }) }).then((isSeen) => {
          if (!isSeen) Object.assign(place, { isUnseen: true, sent: '' });
        });
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
      const place = places.get(placeKey(on)) ?? { on, all: [], sent: '', isUnseen: false };
      const mine: Doing = { doing, ...(act !== undefined && { act }) };
      places.set(placeKey(on), place);
      place.all.push(mine);
      place.isUnseen = false;
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
