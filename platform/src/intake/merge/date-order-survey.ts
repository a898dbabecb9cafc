import { message } from '../../kernel/message.ts';
import { dateOrders, type DateOrder } from '../mapping/date-order.ts';
import { shown } from '../findings/finding.ts';
import type { FileFinding } from './judge-file.ts';
import { newDraft, type IntakeContext } from '../rules/draft.ts';
import { plainText } from '../rules/cell-text.ts';
import type { Cells } from '../read/row.ts';

interface Seen {
  readonly line: number;
  readonly field: string;
  readonly text: string;
}

interface Witnesses extends DateOrder {
  /** First text that both read, as different days. */
  both: Seen | null;
  firstAlone: boolean;
  /** First text that only the later format reads. */
  otherAlone: Seen | null;
}

/**
 * Looks whether a file writes its days the way the mapping reads them, where the mapping lists formats that can be taken for each
 * other. Null where it lists none: then no row is looked at.
 */
export function surveyDateOrder(context: IntakeContext) {
  const lists = new Map<string, Witnesses[]>();
  const times = [...context.mapping.times].flatMap(([field, time]) => {
    const key = time.formats.join('\n');
    let witnesses = lists.get(key);
    if (witnesses === undefined) {
      const none = { both: null, firstAlone: false, otherAlone: null };
      lists.set(key, (witnesses = dateOrders(context.mapping, time.formats).map((order) => ({ ...order, ...none }))));
    }
    return witnesses.length === 0 ? [] : [{ field, read: time.read, witnesses }];
  });
  if (times.length === 0) return null;
  return {
    note(line: number, cells: Cells): void {
      const draft = newDraft(0, cells);
      for (const { field, read, witnesses } of times) {
        const text = plainText(draft, context, field, read);
        if (text) for (const one of witnesses) noteText(one, { line, field, text });
      }
    },
    /** What is wrong with the file as a whole. */
    findings(): FileFinding[] {
      const severity = context.severityOf('TIME-DATE-ORDER');
      if (severity === 'off') return [];
      return [...lists.values()].flat().flatMap((one) => findingOf(one).map((finding) => ({ ...finding, severity })));
    },
  };
}

function noteText(one: Witnesses, seen: Seen): void {
  const [first, other] = [one.first.read(seen.text), one.other.read(seen.text)];
  if (first !== null && other === null) one.firstAlone = true;
  if (first === null && other !== null) one.otherAlone ??= seen;
  if (first !== null && other !== null && first !== other) one.both ??= seen;
}

function findingOf({ both, firstAlone, otherAlone, first, other }: Witnesses): Omit<FileFinding, 'severity'>[] {
  if (both === null || (firstAlone && otherAlone === null)) return [];
  const params = { first: first.format, other: other.format, row: both.line, text: shown(both.text) };
  const expected =
    otherAlone === null
      ? message('expected.date-order', params)
      : message('expected.date-order-shown', {
          ...{ ...params, otherRow: otherAlone.line, otherText: shown(otherAlone.text) },
        });
  const { line, field, text } = both;
  return [{ line, code: 'TIME-DATE-ORDER', field, received: shown(text), expected }];
}
