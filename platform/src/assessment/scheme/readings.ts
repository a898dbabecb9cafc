import { hashOf } from '../../kernel/canonical.ts';
import { inTwo, type CodeOf, type Params } from '../../kernel/message.ts';
import type { Scheme } from './compile-scheme.ts';
import { Fraction } from './exact.ts';
import type { Definition, Mark, SchemeDocument, Words } from './scheme-document.ts';
import { formulaInWords, titleOf } from './words.ts';

/** What a scheme says where its sources leave something open (`mark: inferred`): its city takes it over, or changes it. */
export interface Reading {
  /** Its place in the document: `belonging`, `definitions.total.parts.closing_points`. */
  readonly name: string;
  readonly title: Words;
  /** What is read, where few words are enough. */
  readonly rule: Words | null;
  readonly note: Words | null;
  /** Hex sha256 of what the document says there, without its words: two versions that read alike have the same. */
  readonly hash: string;
}

interface Marked {
  readonly mark?: Mark | undefined;
  readonly note?: Words | undefined;
}

const say = (code: Extract<CodeOf<'phrase'>, `reading.${string}`>, params: Params = {}): Words =>
  inTwo({ code, params });

const SETTINGS = ['belonging', 'need_archive', 'in_time', 'suspended', 'backlog'] as const;

/** Every reading of a scheme that waits for a decision of its city or has had one: settings, inputs, definitions, grades. */
export function readingsOf(scheme: Scheme): Reading[] {
  const { document } = scheme;
  return [
    ...SETTINGS.flatMap((name) => reading(name, say(`reading.${name}`), null, document[name])),
    ...Object.entries(document.inputs).flatMap(([name, input]) => reading(`inputs.${name}`, input.title, null, input)),
    ...Object.entries(document.definitions).flatMap(([name, definition]) => [
      ...reading(`definitions.${name}`, definition.title, ruleOf(scheme, name, definition), definition),
      ...partsOf(scheme, name, definition),
    ]),
    ...document.groups.flatMap(({ key, title, grades = [] }) => gradesOf(`groups.${key}.grades`, grades, title)),
    ...gradesOf('grades', document.grades, null),
  ];
}

function reading(name: string, title: Words, rule: Words | null, stated: Marked): Reading[] {
  if (stated.mark !== 'inferred') return [];
  return [{ name, title, rule, note: stated.note ?? null, hash: hashOf(ruleAlone(stated)) }];
}

function partsOf(scheme: Scheme, name: string, definition: Definition): Reading[] {
  if (definition.kind !== 'weighted') return [];
  return definition.parts.flatMap((part) => {
    const weight = `${new Fraction(part.weight).mul(100)}%`;
    const title = titleOf(scheme, part.of);
    return reading(`definitions.${name}.parts.${part.of}`, title, say('reading.weight', { weight }), part);
  });
}

/** Grades are decided on together: none means anything without the others. */
function gradesOf(name: string, grades: SchemeDocument['grades'], group: Words | null): Reading[] {
  if (!grades.some(({ mark }) => mark === 'inferred')) return [];
  const note = grades.find((each) => each.note !== undefined)?.note;
  const rule = grades.map(({ grade, from }) => `${grade} ≥ ${from}`);
  const title = say('reading.grades');
  return [
    {
      name,
      title: group === null ? title : { zh: `${group.zh}${title.zh}`, en: `${title.en}: ${group.en}` },
      rule: { zh: rule.join('，'), en: rule.join(', ') },
      note: note ?? null,
      hash: hashOf({ grades: grades.map(({ grade, from }) => ({ grade, from })) }),
    },
  ];
}

function ruleOf(scheme: Scheme, name: string, definition: Definition): Words | null {
  if (definition.kind === 'rate_points') return say(`reading.${definition.direction}`);
  const expression = scheme.expressions.get(name);
  return expression === undefined ? null : formulaInWords(scheme, expression);
}

/** Words and marks may be put better from version to version; what is computed stays the same. */
const WORDS = ['mark', 'note', 'title', 'colour'];

function ruleAlone(stated: object): Record<string, unknown> {
  const kept = Object.entries(stated).filter(([key, value]) => !WORDS.includes(key) && value !== undefined);
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutWords(value)]));
}

const withoutWords = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(withoutWords)
    : typeof value === 'object' && value !== null
      ? ruleAlone(value)
      : value;
