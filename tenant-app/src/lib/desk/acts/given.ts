import type { Need } from '../api.ts';

/** What somebody has put into the form of an act. Everything may still be missing. */
export interface Form {
  address: string;
  longitude: number | null;
  latitude: number | null;
  classId: number | null;
  className: string;
  ruleId: number | null;
  /** Code of a reason of the act. */
  reason: string;
  words: string;
  photosBefore: string[];
  photosAfter: string[];
  unitId: number | null;
  unitName: string;
  innerUnitId: number | null;
  personId: string | null;
  /** Nobody inside works it any more. */
  innerBack: boolean;
  /** Civil day. */
  until: string;
  finding: string;
  order: string;
  level: string;
  satisfaction: string;
  assists: FormAssist[];
  /** Working hours of the body asked to help; empty: until the deadline of the disposal. */
  hours: string;
}

/** A body that helps from the dispatch on. */
export interface FormAssist {
  readonly unitId: number;
  readonly unitName: string;
  words: string;
  hours: string;
}

export const emptyForm = (): Form => ({
  address: '',
  longitude: null,
  latitude: null,
  classId: null,
  className: '',
  ruleId: null,
  reason: '',
  words: '',
  photosBefore: [],
  photosAfter: [],
  unitId: null,
  unitName: '',
  innerUnitId: null,
  personId: null,
  innerBack: false,
  until: '',
  finding: '',
  order: 'supervise',
  level: '',
  satisfaction: '',
  assists: [],
  hours: '',
});

/** Words that stand in the searches of a form: nothing has been picked for them yet. */
export interface Sought {
  class: string;
  assist: string;
}

export const nothingSought = (): Sought => ({ class: '', assist: '' });

/** The reason that is no more than its words. */
export const OTHER = 'other';

/** The needs that a form does not meet yet: words too, where they are the reason. What is searched for and not picked is not what stood there before. */
export function missing(needs: readonly Need[], form: Form, sought: Sought): Need[] {
  const isMet: Readonly<Record<Need, boolean>> = {
    place: form.address.trim() !== '',
    class: form.classId !== null && sought.class.trim() === '',
    condition: form.ruleId !== null,
    reason: form.reason.trim() !== '',
    words: form.words.trim() !== '',
    photo_before: form.photosBefore.length > 0,
    photo_after: form.photosAfter.length > 0,
    unit: form.unitId !== null && form.assists.every(({ words }) => words.trim() !== '') && sought.assist.trim() === '',
    inner: form.innerUnitId !== null || form.personId !== null || form.innerBack,
    until: form.until !== '',
    finding: form.finding !== '',
    order: form.order !== '',
    level: form.level !== '',
    satisfaction: form.satisfaction !== '',
  };
  const asked: readonly Need[] = form.reason === OTHER && !needs.includes('words') ? [...needs, 'words'] : needs;
  return asked.filter((need) => !isMet[need]);
}

interface Body {
  readonly unitId: number;
  readonly name: string;
}

/**
 * The body that stands chosen after a search: its first hit; none where nothing was found, and never the one of the words before;
 * what is suggested where nothing is searched any more and none is chosen.
 */
export function unitAfterSearch(
  found: readonly Body[] | null,
  chosen: Body | null,
  suggested: Body | undefined,
): Body | null {
  if (found !== null) return found[0] ?? null;
  return chosen ?? suggested ?? null;
}

/** What a photograph of a task shows, by the act that brings it. */
const USAGE: Readonly<Record<string, string>> = { answer_verify: 'verify', answer_check: 'check' };

/** A suspension ends when the day begins, an order is answered before its working day ends. */
const MORNING = 'T00:00:00+08:00';
const EVENING = 'T18:00:00+08:00';

const limitOf = (hours: string) => (hours === '' ? {} : { limit: { value: hours, unit: 'working_hour' } });

/** Acts with which bodies are asked to help. */
export const WITH_ASSISTS: readonly string[] = ['dispatch', 'file_urgent'];

/** The form as the command takes it: the fields of its needs, and words and photographs where there are any. */
export function givenOf(act: string, needs: readonly Need[], form: Form): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  const take = (need: Need, fields: Record<string, unknown>): void => {
    if (needs.includes(need))
      Object.assign(given, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)));
  };
  take('place', { address: form.address.trim(), longitude: form.longitude, latitude: form.latitude });
  take('class', { classId: form.classId });
  take('condition', { ruleId: form.ruleId });
  take('reason', { reason: form.reason.trim() });
  take('unit', { unitId: form.unitId });
  take('inner', { innerUnitId: form.innerUnitId, personId: form.personId });
  if (needs.includes('inner') && form.innerBack) given['innerUnitId'] = null;
  take('until', { until: form.until === '' ? null : `${form.until}${act === 'supervise' ? EVENING : MORNING}` });
  take('order', { order: form.order });
  take('finding', { finding: form.finding });
  take('level', { level: form.level });
  take('satisfaction', { satisfaction: form.satisfaction });
  if (form.words.trim() !== '') given['words'] = form.words.trim();
  if (act === 'ask_assist') Object.assign(given, limitOf(form.hours));
  if (WITH_ASSISTS.includes(act) && form.assists.length > 0) {
    given['assists'] = form.assists.map(({ unitId, words, hours }) => ({
      unitId,
      words: words.trim(),
      ...limitOf(hours),
    }));
  }
  const photos = [
    ...form.photosBefore.map((sha256) => ({ sha256, usage: USAGE[act] ?? 'before' })),
    ...form.photosAfter.map((sha256) => ({ sha256, usage: USAGE[act] ?? 'after' })),
  ];
  if (photos.length > 0) given['photos'] = photos;
  return given;
}

/** What a person wrote into it, in words. */
export const wordsOf = ({ address, words, assists }: Form): string =>
  [address, words, ...assists.map((assist) => assist.words)].filter((text) => text.trim() !== '').join('\n');

/** Whether a person put anything into it that the desk did not: then it is a draft, which nothing throws away. */
export const isDirty = (form: Form): boolean =>
  [form.address, form.reason, form.words, form.until, form.finding, form.level, form.satisfaction].some(
    (text) => text.trim() !== '',
  ) ||
  form.photosBefore.length + form.photosAfter.length > 0 ||
  form.assists.length > 0 ||
  form.innerBack ||
  form.personId !== null;
