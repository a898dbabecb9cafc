import type { Place, RegisterInput, WaitingReport } from '../api.ts';

/** A call as it is taken down. */
export interface Registration {
  phone: string;
  caller: string;
  source: string;
  words: string;
  classId: number | null;
  className: string;
  kind: string;
  address: string;
  place: Place | null;
  /** The report that it is made of; its photographs come along. */
  reportId: string | null;
  /** Already handled on the spot: it goes to the review, not to the ordinary way. */
  selfHandled: boolean;
}

/** Where a case taken in by hand comes from; the hotline first. */
export const SOURCES = [
  'hotline',
  'web',
  'media',
  'petition',
  'leader',
  'patrol',
  'video',
  'sensor',
  'inspection',
  'department',
] as const;
type Source = (typeof SOURCES)[number];

export const emptyRegistration = (): Registration => ({
  phone: '',
  caller: '',
  source: 'hotline',
  words: '',
  classId: null,
  className: '',
  kind: 'event',
  address: '',
  place: null,
  reportId: null,
  selfHandled: false,
});

/** A report written over into the form; where it lies is found by its point. */
export const ofReport = (report: WaitingReport): Registration => ({
  ...emptyRegistration(),
  source: isSource(report.sourceCode) ? report.sourceCode : 'patrol',
  words: report.description ?? '',
  classId: report.classId,
  className: report.className ?? '',
  kind: report.kind ?? 'event',
  address: report.address ?? '',
  reportId: report.reportId,
  selfHandled: report.selfHandled,
});

const isSource = (code: string): code is Source => SOURCES.some((source) => source === code);

/**
 * Whether nobody has taken anything down beside what was there at `first`: nothing, or what a report says. The words for where its
 * point lies come by themselves.
 */
export function isUntouched(call: Registration, first: Registration): boolean {
  const isSame = (['words', 'phone', 'caller', 'classId'] as const).every((field) => call[field] === first[field]);
  return isSame && [first.address, first.address || call.place?.label].includes(call.address);
}

export type Lack = 'words' | 'class' | 'place';

/** What a case cannot be registered without. A class that is searched for and not picked is none. */
export function lacksOf({ words, classId, address, place }: Registration, soughtClass = ''): Lack[] {
  const lacks: Lack[] = [];
  if (words.trim() === '') lacks.push('words');
  if (address.trim() === '' || place === null) lacks.push('place');
  if (classId === null || soughtClass.trim() !== '') lacks.push('class');
  return lacks;
}

/** The registration as the command takes it. */
export function registrationInput({
  place,
  classId,
  kind,
  source,
  words,
  address,
  phone,
  caller,
  reportId,
}: Registration): RegisterInput {
  if (place === null || classId === null) throw new Error('a registration that lacks something');
  const known = { name: caller.trim() || null, phone: phone.replace(/[\s-]/g, '') || null };
  return {
    ...{ tenantId: place.tenantId, classId, words: words.trim(), address: address.trim() },
    source: isSource(source) ? source : 'hotline',
    kind: kind === 'component' ? 'component' : 'event',
    ...(place.longitude === null || place.latitude === null
      ? {}
      : { longitude: place.longitude, latitude: place.latitude }),
    ...(known.name === null && known.phone === null ? {} : { caller: known }),
    ...(reportId === null ? {} : { reportId }),
  };
}

/** A number long enough to ask for its open cases: a mobile number, or a land line with its area code. */
export const isWholeNumber = (phone: string): boolean => /^(1\d{10}|0\d{9,11})$/.test(phone.replace(/[\s-]/g, ''));
