import type { Person } from '#lib/live/index.ts';
import { m } from '#lib/paraglide/messages.js';
import { deskWord } from '../acts/words.ts';

/** Everybody but oneself; who is about to do something comes first. */
export const othersAt = (people: readonly Person[]): Person[] =>
  people.filter(({ self }) => !self).sort((a, b) => Number(isFilling(b)) - Number(isFilling(a)));

/** 王芳在看 · 王芳在填派遣: the first of them, for a line of a list. Null where nobody is there. */
export function presentShort([first]: readonly Person[]): string | null {
  if (first === undefined) return null;
  const who = first.name ?? first.body;
  return isFilling(first) ? m.filling_short({ who, act: deskWord('act', first.act) }) : m.looking_short({ who });
}

const isFilling = (person: Person): person is Person & { act: string } =>
  person.doing === 'filling' && person.act !== null;
