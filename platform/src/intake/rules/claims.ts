import { message, plain } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';
import type { CellReader, CompiledWords } from '../mapping/compile.ts';
import { plainNumber } from './number.ts';
import { readInstant } from './times.ts';

/** What the sender claims or counts: its deadline and verdict (never scored), kind of closing, reworks, extensions. */
export function claims(draft: Draft, context: IntakeContext): void {
  const { mapping } = context;
  const { picture } = draft;
  if (mapping.claimedDue !== null) {
    const due = readInstant(draft, context, 'claimedDue', mapping.claimedDue);
    if (due === undefined) draft.absent.add('claimedDueAt');
    else picture.claimedDueAt = due;
  }
  const overdue = flag(draft, context, 'claimedOverdue', mapping.claimedOverdue, mapping.document.claim.overdue);
  if (overdue === undefined) draft.absent.add('claimedOverdue');
  else picture.claimedOverdue = overdue;
  const selfHandled = flag(draft, context, 'selfHandled', mapping.selfHandled, mapping.document.selfHandled);
  if (selfHandled === undefined) draft.absent.add('selfHandled');
  else picture.selfHandled = selfHandled ?? false;
  const rework = count(draft, context, 'rework', mapping.rework);
  if (rework === undefined) draft.absent.add('reworkCount');
  else picture.reworkCount = rework;
  const extension = count(draft, context, 'extension', mapping.extension);
  if (extension === undefined) draft.absent.add('extensionCount');
  else picture.extensionCount = extension;
  closingType(draft, context);
}

/** Undefined = the row has no such column; null = empty, unknown or not mapped. */
function flag(
  draft: Draft,
  context: IntakeContext,
  field: string,
  spec: CompiledWords<boolean> | null,
  written: { readonly true: readonly string[]; readonly false: readonly string[] } | undefined,
): boolean | null | undefined {
  if (spec === null) return null;
  const text = plainText(draft, context, field, spec.read);
  if (text === undefined) return undefined;
  const meant = spec.words(text);
  if (meant === undefined && text !== '') {
    const expected = plain([...(written?.true ?? []), ...(written?.false ?? [])].join(' / '));
    report(draft, context, 'CASE-FLAG-UNKNOWN', { field, received: text, expected });
  }
  return meant ?? null;
}

function count(draft: Draft, context: IntakeContext, field: string, read: CellReader | null): number | undefined {
  if (read === null) return 0;
  const text = plainText(draft, context, field, read);
  if (text === undefined) return undefined;
  if (text === '') return 0;
  const number = plainNumber(text);
  if (/^\d{1,4}(\.0+)?$/.test(number)) return Number(number);
  report(draft, context, 'CASE-COUNT-INVALID', { field, received: text, expected: message('expected.count') });
  return 0;
}

function closingType(draft: Draft, context: IntakeContext): void {
  const { closingType: spec, document } = context.mapping;
  if (spec === null) return;
  const text = plainText(draft, context, 'closingType', spec.read);
  if (text === undefined) draft.absent.add('closingType');
  if (!text) return;
  const found = spec.words(text);
  if (found !== undefined) draft.picture.closingType = found;
  else {
    const expected = plain(Object.keys(document.closingType?.values ?? {}).join(' / '));
    report(draft, context, 'MAP-CLOSING-TYPE-UNKNOWN', { field: 'closingType', received: text, expected });
  }
}
