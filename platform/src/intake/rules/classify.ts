import { message, plain } from '../../kernel/message.ts';
import type { CatalogueId, SubjectKind } from '../../catalogues/types.ts';
import { startedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { cellText, plainText } from './cell-text.ts';

interface ClassWord {
  readonly kind: SubjectKind;
  readonly classId: number;
  readonly condition: string | null;
}
type ClassTable = Map<string, ClassWord | null>;

/** Words already looked up, per context: a file uses few words many times. */
const tables = new WeakMap<IntakeContext, ClassTable>();

/** Class, kind and the limit that follows from them where the clock starts. */
export function classify(draft: Draft, context: IntakeContext): void {
  const { mapping } = context;
  const { document } = mapping;
  const word = plainText(draft, context, 'class', mapping.class.read) ?? '';
  const kind = kindOf(draft, context);
  if (kind === undefined) return;
  if (kind !== null) draft.picture.kind = kind;
  if (word === '') {
    report(draft, context, 'MAP-CLASS-MISSING', { field: 'class' });
    return;
  }
  let table = tables.get(context);
  if (table === undefined) tables.set(context, (table = new Map()));
  const key = `${kind ?? ''}:${word}`;
  let found = table.get(key);
  if (found === undefined) {
    found = lookUp(word, kind, context);
    table.set(key, found);
  }
  if (found === null) {
    report(draft, context, 'MAP-CLASS-UNKNOWN', {
      field: 'class',
      received: word,
      expected: classOf(document.catalogue),
    });
    return;
  }
  draft.picture.kind = found.kind;
  draft.picture.classId = found.classId;
  const worded = mapping.condition === null ? '' : (cellText(draft, context, 'condition', mapping.condition) ?? '');
  const condition = worded === '' ? found.condition : worded;
  const rule = context.chooseRule(found.classId, condition, startedAt(draft.picture, context));
  draft.picture.ruleId = rule.ruleId;
  draft.picture.limitValue = rule.limitValue;
  draft.picture.limitUnit = rule.limitUnit;
  draft.namesRule = rule.isNamed;
  if (rule.ambiguous) report(draft, context, 'RULE-AMBIGUOUS', { field: 'condition', received: worded });
}

const classOf = (catalogue: CatalogueId) =>
  message('expected.class-of', { catalogue: message(`catalogue.${catalogue}`) });

/** Null where the mapping says nothing of kinds, undefined for a word that is none. */
function kindOf(draft: Draft, context: IntakeContext): SubjectKind | null | undefined {
  const { kind: spec, document } = context.mapping;
  const { kind } = document.class;
  if (kind === undefined) return null;
  if (typeof kind === 'string') return kind;
  const word = spec === null ? '' : (plainText(draft, context, 'kind', spec.read) ?? '');
  const found = spec?.words(word);
  if (found !== undefined) return found;
  report(draft, context, 'MAP-KIND-UNKNOWN', {
    field: 'kind',
    received: word,
    expected: plain(Object.keys(kind.values).join(' / ')),
  });
  return undefined;
}

/** The mapping's own table first, then the catalogue as `otherwise` says. */
function lookUp(word: string, kind: SubjectKind | null, context: IntakeContext): ClassWord | null {
  const { document, class: listedAs } = context.mapping;
  const listed = listedAs.words(word);
  if (listed !== undefined) {
    const [listedKind, code] = splitClassKey(listed.class);
    const row = context.classByCode(document.catalogue, listedKind, code);
    return row === undefined ? null : { kind: listedKind, classId: row.id, condition: listed.condition ?? null };
  }
  const { otherwise } = document.class;
  const byCode = otherwise === 'code' || otherwise === 'code-or-name';
  const byName = otherwise === 'name' || otherwise === 'code-or-name';
  const { catalogue } = document;
  const coded = kind ?? 'event';
  const row = byCode ? context.classByCode(catalogue, coded, word) : undefined;
  if (row !== undefined) return { kind: coded, classId: row.id, condition: null };
  // A name says by itself whether it is a component's or an event's; a code occurs among both.
  for (const one of byName ? (kind === null ? BOTH_KINDS : [kind]) : []) {
    const called = context.classByName(catalogue, one, word);
    if (called !== undefined) return { kind: one, classId: called.id, condition: null };
  }
  return null;
}

const BOTH_KINDS: readonly SubjectKind[] = ['event', 'component'];

/** "event:0110" → its kind and code. */
export function splitClassKey(key: string): [SubjectKind, string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon) as SubjectKind, key.slice(colon + 1)];
}
