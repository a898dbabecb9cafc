import { message, plain } from '../../kernel/message.ts';
import type { CatalogueId, SubjectKind } from '../../catalogues/types.ts';
import { startedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { cellText, plainText } from './cell-text.ts';
import { normalizeWord } from '../mapping/compile.ts';
import type { MappingDocument } from '../mapping/document.ts';

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
  const word = plainText(draft, context, 'class', mapping.classWord) ?? '';
  const kind = kindOf(draft, context);
  if (kind === undefined) return;
  draft.picture.kind = kind;
  if (word === '') {
    report(draft, context, 'MAP-CLASS-MISSING', { field: 'class' });
    return;
  }
  let table = tables.get(context);
  if (table === undefined) tables.set(context, (table = new Map()));
  const key = `${kind}:${word}`;
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

function kindOf(draft: Draft, context: IntakeContext): SubjectKind | undefined {
  const { kindWord, document } = context.mapping;
  const { kind } = document.class;
  if (typeof kind === 'string') return kind;
  const word = kindWord === null ? '' : (plainText(draft, context, 'kind', kindWord) ?? '');
  for (const [known, target] of Object.entries(kind.values))
    if (normalizeWord(known) === normalizeWord(word)) return target;
  report(draft, context, 'MAP-KIND-UNKNOWN', {
    field: 'kind',
    received: word,
    expected: plain(Object.keys(kind.values).join(' / ')),
  });
  return undefined;
}

/** The mapping's own table first, then the catalogue as `otherwise` says. */
function lookUp(word: string, kind: SubjectKind, context: IntakeContext): ClassWord | null {
  const { document } = context.mapping;
  const listed = listedTarget(document, word);
  if (listed !== undefined) {
    const [listedKind, code] = splitClassKey(listed.class);
    const row = context.classByCode(document.catalogue, listedKind, code);
    return row === undefined ? null : { kind: listedKind, classId: row.id, condition: listed.condition ?? null };
  }
  const { otherwise } = document.class;
  const byCode = otherwise === 'code' || otherwise === 'code-or-name';
  const byName = otherwise === 'name' || otherwise === 'code-or-name';
  const row =
    (byCode ? context.classByCode(document.catalogue, kind, word) : undefined) ??
    (byName ? context.classByName(document.catalogue, kind, word) : undefined);
  return row === undefined ? null : { kind, classId: row.id, condition: null };
}

function listedTarget(
  document: MappingDocument,
  word: string,
): { class: string; condition?: string | undefined } | undefined {
  for (const [known, target] of Object.entries(document.class.values)) {
    if (normalizeWord(known) === normalizeWord(word)) return typeof target === 'string' ? { class: target } : target;
  }
  return undefined;
}

/** "event:0110" → its kind and code. */
export function splitClassKey(key: string): [SubjectKind, string] {
  const colon = key.indexOf(':');
  return [key.slice(0, colon) as SubjectKind, key.slice(colon + 1)];
}
