import { maskPersonal } from './mask-personal.ts';

/** Values that are codes, ids and instants, whatever stands in them: a cell of 15 digits is no identity number. */
const NO_WORDS = /(?:Id|Code|No|At)$|^(?:id|code|sha256)$/;

/** A JSON value with the personal numbers in its texts masked, at whatever depth. */
export function maskWords(value: unknown): unknown {
  if (typeof value === 'string') return maskPersonal(value);
  if (Array.isArray(value)) return value.map(maskWords);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      typeof each === 'string' && NO_WORDS.test(name) ? each : maskWords(each),
    ]),
  );
}
