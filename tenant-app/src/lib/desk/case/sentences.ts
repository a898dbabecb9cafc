import { word } from '#lib/cases/words.ts';
import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import { postWord } from '#lib/session/post-words.ts';
import { deskWord } from '../acts/words.ts';
import { span } from '../queue/lamp.ts';
import { whyOf } from '../queue/row.ts';

export interface EventNode {
  readonly id: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly unitName: string | null;
  readonly post: string | null;
  readonly data: unknown;
  readonly batchId: string | null;
  readonly personId: string | null;
  readonly version: number | null;
  readonly byUnitId: number;
  readonly assignmentId: string | null;
  readonly body: { readonly name: string } | null;
}

/** What a sentence may name. */
export interface Names {
  readonly body: (unitId: number) => string | null;
  /** Of people of the reader's own tenant only. */
  readonly person: (personId: string) => string | null;
  /** Squad and person that a task was given to inside, as far as the reader may know. */
  readonly inner: (event: Pick<EventNode, 'id' | 'assignmentId' | 'data'>) => string | null;
  /** What became of a decision about a case that somebody else held; null where it was carried out. */
  readonly outcome: (eventId: string) => { readonly state: 'waits' | 'lapsed'; readonly words: string } | null;
}

/** One thing that happened, as somebody reads it who has never seen a table. */
export interface Sentence {
  readonly id: string;
  readonly at: string;
  /** Body and post, and the person where the reader may know. */
  readonly who: string;
  readonly what: string;
  /** Reason and words. */
  readonly note: string | null;
}

type Data = Readonly<Record<string, unknown>>;
type Did = (data: Data, unit: string) => string;

const text = (data: Data, key: string): string => (typeof data[key] === 'string' ? (data[key] as string) : '');
const day = (data: Data, key: string): string => instant(text(data, key))?.slice(0, 10) ?? '';

/** What happened, by the kind of event. */
const WHAT: Readonly<Record<string, Did>> = {
  reported: () => m.did_reported(),
  registered: () => m.did_registered(),
  accepted: () => m.did_accepted(),
  refused: () => m.did_refused(),
  filed: () => m.did_filed(),
  file_returned: () => m.did_file_returned(),
  sent_down: (_, unit) => m.did_sent_down({ unit }),
  passed_up: (_, unit) => m.did_passed_up({ unit }),
  dispatched: (_, unit) => m.did_dispatched({ unit }),
  taken: () => m.did_taken(),
  disposed: () => m.did_disposed(),
  returned: () => m.did_returned(),
  check_sent: (_, unit) => m.did_check_sent({ unit }),
  check_passed: () => m.did_check_passed(),
  reworked: (_, unit) => m.did_reworked({ unit }),
  closed: () => m.did_closed(),
  voided: () => m.did_voided(),
  suspended: (data) => {
    const until = day(data, 'resumeAt');
    return until ? m.did_suspended_until({ until }) : m.did_suspended();
  },
  resumed: () => m.did_resumed(),
  extended: () => m.did_extended(),
  recalled: () => m.did_recalled(),
  recall_asked: () => m.did_recall_asked(),
  corrected: () => m.did_corrected(),
  claimed: (data) => m.did_claimed({ step: word('event', text(data, 'claim')) }),
  decided: (data) => {
    if (text(data, 'request') === '') return m.did_decided({ act: deskWord('act', text(data, 'act')) });
    const request = deskWord('request', text(data, 'request'));
    return data['granted'] === true ? m.did_granted({ request }) : m.did_denied({ request });
  },
  supervised: (data) =>
    m.did_supervised({
      order: deskWord('order', text(data, 'order') || 'supervise'),
      level: deskWord('level', text(data, 'level')),
    }),
  noticed: (_, unit) => m.did_noticed({ unit }),
  acknowledged: () => m.did_acknowledged(),
  called_back: (data) => m.did_called_back({ answer: deskWord('satisfaction', text(data, 'satisfaction')) }),
  verify_asked: (_, unit) => m.did_verify_asked({ unit }),
  verify_answered: (data) => m.did_verify_answered({ finding: deskWord('finding', text(data, 'finding')) }),
  check_answered: (data) => m.did_check_answered({ finding: deskWord('finding', text(data, 'finding')) }),
  assist_asked: (_, unit) => m.did_assist_asked({ unit }),
  assist_answered: () => m.did_assist_answered(),
  assist_withdrawn: (_, unit) => m.did_assist_withdrawn({ unit }),
  // The answer to a 抽查 says what was found, as that of a 核查 does.
  reply_answered: (data) => {
    const finding = text(data, 'finding');
    return finding === '' ? m.did_reply_answered() : m.did_check_answered({ finding: deskWord('finding', finding) });
  },
  inner_asked: (data) => (data['innerUnitId'] === null ? m.did_inner_back() : m.did_inner_asked()),
  extension_asked: () => m.did_extension_asked(),
  return_asked: () => m.did_return_asked(),
  suspension_asked: () => m.did_suspension_asked(),
  void_asked: () => m.did_void_asked(),
  moved: () => m.did_moved(),
  merged: () => m.did_merged(),
};

/** An event as a sentence. A kind that is not known here is named by the act or as it is: nothing is left out. */
export function sentenceOf(event: EventNode, names: Names): Sentence {
  const data = (typeof event.data === 'object' && event.data !== null ? event.data : {}) as Data;
  const done = WHAT[event.kind]?.(data, unitOf(event, data, names)) ?? deskWord('act', text(data, 'act') || event.kind);
  const what = withOutcome(
    event.kind === 'inner_asked' ? givenTo(names.inner(event), done) : done,
    names.outcome(event.id),
  );
  return { id: event.id, at: event.occurredAt, who: whoOf(event, names), what, note: whyOf(data) };
}

const givenTo = (whom: string | null, done: string): string => (whom === null ? done : m.did_inner_asked_to({ whom }));

const withOutcome = (what: string, outcome: ReturnType<Names['outcome']>): string => {
  if (outcome === null) return what;
  return outcome.state === 'lapsed'
    ? m.did_decided_lapsed({ what, why: outcome.words })
    : m.did_decided_waits({ what, waits: outcome.words });
};

/** The body that a hand-over or a question goes to. */
function unitOf(event: EventNode, data: Data, names: Names): string {
  for (const key of ['unitId', 'leadUnitId', 'holderUnitId']) {
    const id = data[key];
    const name = typeof id === 'number' ? names.body(id) : null;
    if (name) return name;
  }
  return event.batchId !== null && event.unitName ? event.unitName : m.some_unit();
}

function whoOf(event: EventNode, names: Names): string {
  if (event.batchId !== null) return m.by_upload();
  const body = event.body?.name ?? names.body(event.byUnitId) ?? event.unitName ?? m.some_unit();
  const post = event.post ? postWord({ post: event.post }) : null;
  const person = event.personId === null ? null : names.person(event.personId);
  return [body, post, person].filter((each) => each !== null).join(' · ');
}

/** How long ago an instant was, to the second within the first minute; `now` ms. */
export function agoOf(at: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(at));
  return m.ago({ time: ms < 60_000 ? m.seconds({ seconds: Math.floor(ms / 1000) }) : span(ms) });
}

/** Newest last, as it happened; what happened at once in the order in which it was recorded. */
export const inOrder = <Event extends Pick<EventNode, 'occurredAt' | 'recordedAt'>>(
  events: readonly Event[],
): Event[] =>
  [...events].sort(
    (a, b) =>
      Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || Date.parse(a.recordedAt) - Date.parse(b.recordedAt),
  );
