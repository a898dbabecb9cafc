import { cutText } from '../../kernel/cut-text.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import { plain, type Message } from '../../kernel/message.ts';
import type { FindingCode, Severity } from './severities.ts';

/** What was noticed about one row. Never holds a personal value: `received` is masked when the finding is made. */
export interface Finding {
  /** 1-based data row; 0 = the file as a whole. */
  readonly rowNo: number;
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Field of ours the finding is about, or the sender's column. */
  readonly field: string | null;
  readonly received: string | null;
  readonly expected: Message | null;
  readonly externalId: string | null;
  /** Rows it is about, `rowNo` the first of them; 1 where it is left out. */
  readonly rowCount?: number;
}

const MAX_SHOWN = 100;

/** A value as a finding may show it: short, one line, personal numbers masked. */
export function shown(text: string): string {
  const masked = cutText(maskPersonal(text).toWellFormed(), MAX_SHOWN).replace(/\s+/g, ' ');
  return text.length > MAX_SHOWN ? `${masked}…` : masked;
}

/** 赵敏 → 赵*, 13812345678 → 138****5678, anything short → *. */
export function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}*`;
}
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '*' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** What a finding expected, from the text it is stored as: the JSON of a message, plain words in old rows. */
export function storedMessage(stored: string): Message {
  if (!stored.startsWith('{')) return plain(stored);
  try {
    const read = JSON.parse(stored) as Partial<Message>;
    return typeof read.code === 'string' ? (read as Message) : plain(stored);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return plain(stored);
  }
}
