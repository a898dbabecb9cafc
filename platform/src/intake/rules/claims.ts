import { message, plain } from '../../kernel/message.ts';
import type { ClosingType } from '../../cases/types.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';
import { normalizeWord, type CellReader, type CompiledFlag } from '../mapping/compile.ts';
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
  const overdue = flag(draft, context, 'claimedOverdue', mapping.claimedOverdue);
  if (overdue === undefined) draft.absent.add('claimedOverdue');
  else picture.claimedOverdue = overdue;
  const selfHandled = flag(draft, context, 'selfHandled', mapping.selfHandled);
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
  spec: CompiledFlag | null,
): boolean | null | undefined {
  if (spec === null) return null;
  const text = plainText(draft, context, field, spec.read);
  if (text === undefined) return undefined;
  const word = normalizeWord(text);
  if (spec.yes.has(word)) return true;
  if (spec.no.has(word)) return false;
  if (word !== '') {
    const expected = plain([...spec.yes, ...spec.no].join(' / '));
    report(draft, context, 'CASE-FLAG-UNKNOWN', { field, received: text, expected });
  }
  return null;
}

function count(draft: Draft, context: IntakeContext, field: string, read: CellReader | null): number | undefined {
  if (read === null) return 0;
  const text = plainText(draft, context, field, read);
  if (text === undefined) return undefined;
  if (text === '') return 0;
  if (/^\d{1,4}(\.0+)?$/.test(text)) return Number(text);
  report(draft, context, 'CASE-COUNT-INVALID', { field, received: text, expected: message('expected.count') });
  return 0;
}

function closingType(draft: Draft, context: IntakeContext): void {
  const { closingType: read, document } = context.mapping;
  if (read === null || document.closingType === undefined) return;
  const text = plainText(draft, context, 'closingType', read);
  if (text === undefined) draft.absent.add('closingType');
  if (!text) return;
  const { values } = document.closingType;
  let found: ClosingType | undefined = values[text];
  for (const [word, type] of Object.entries(values))
    if (found === undefined && normalizeWord(word) === normalizeWord(text)) found = type;
  if (found !== undefined) draft.picture.closingType = found;
  else {
    const expected = plain(Object.keys(values).join(' / '));
    report(draft, context, 'MAP-CLOSING-TYPE-UNKNOWN', { field: 'closingType', received: text, expected });
  }
}
