import type { Place } from '../api.ts';

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
] as const;

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
});

export type Lack = 'words' | 'class' | 'place';

/** What a case cannot be registered without. */
export function lacksOf({ words, classId, address, place }: Registration): Lack[] {
  const lacks: Lack[] = [];
  if (words.trim() === '') lacks.push('words');
  if (address.trim() === '' || place === null) lacks.push('place');
  if (classId === null) lacks.push('class');
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
}: Registration): object {
  const known = { name: caller.trim() || null, phone: phone.replace(/[\s-]/g, '') || null };
  return {
    ...{ tenantId: place?.tenantId, source, kind, classId, words: words.trim(), address: address.trim() },
    ...(place === null ? {} : { longitude: place.longitude, latitude: place.latitude }),
    ...(known.name === null && known.phone === null ? {} : { caller: known }),
  };
}

/** A number long enough to ask for its open cases: a mobile number, or a land line with its area code. */
export const isWholeNumber = (phone: string): boolean => /^(1\d{10}|0\d{9,11})$/.test(phone.replace(/[\s-]/g, ''));
