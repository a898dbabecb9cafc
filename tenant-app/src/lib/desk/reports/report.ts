import { m } from '#lib/paraglide/messages.js';
import type { OwnReport, ReportInput } from '../api.ts';
import { reasonIn } from '../queue/row.ts';

/** What somebody saw, as it is written down on the spot. */
export interface Seen {
  words: string;
  address: string;
  longitude: number | null;
  latitude: number | null;
  classId: number | null;
  className: string;
  kind: string;
  before: string[];
  after: string[];
  handled: boolean;
}

export const emptySeen = (): Seen => ({
  words: '',
  address: '',
  longitude: null,
  latitude: null,
  classId: null,
  className: '',
  kind: '',
  before: [],
  after: [],
  handled: false,
});

/** Whether nobody has put anything into it. */
export const isUnseen = (seen: Seen): boolean => JSON.stringify(seen) === JSON.stringify(emptySeen());

/** Why a report cannot go yet; null where it can. */
export function lackOf(
  { words, before, after, handled }: Seen,
  soughtClass = '',
): 'nothing' | 'before_after' | 'class' | null {
  if (soughtClass.trim() !== '') return 'class';
  if (handled && (before.length === 0 || after.length === 0)) return 'before_after';
  return words.trim() === '' && before.length + after.length === 0 ? 'nothing' : null;
}

/** Who brings it decides where it counts: collectors walk for the patrol, all others report for their body. */
const sourceOf = (post: string | undefined): string => (post === 'collector' ? 'patrol' : 'department');

/** The report as the command takes it. A picture taken after is only sent of what was handled. */
export function reportInput(seen: Seen, tenantId: number, post: string | undefined): ReportInput {
  const { longitude, latitude, classId, kind, handled } = seen;
  return {
    ...{ tenantId, sourceCode: sourceOf(post), selfHandled: handled },
    ...{ description: seen.words.trim() || null, address: seen.address.trim() || null, longitude, latitude },
    ...{ classId, kind: classId === null ? null : kind === 'component' ? ('component' as const) : ('event' as const) },
    photos: [
      ...seen.before.map((sha256) => ({ sha256, usage: 'before' as const })),
      ...(handled ? seen.after.map((sha256) => ({ sha256, usage: 'after' as const })) : []),
    ],
  };
}

type Outcome = Pick<OwnReport, 'state' | 'caseNo' | 'reason' | 'reasonWords'>;

/** What became of a report, in words. */
export function outcomeOfReport({ state, caseNo, ...why }: Outcome): string {
  const number = caseNo ?? '—';
  if (state === 'registered') return m.report_became({ number });
  if (state === 'linked') return m.report_linked({ number });
  return state === 'refused' ? m.report_refused_why({ reason: reasonIn(why) ?? '—' }) : m.report_waits();
}
