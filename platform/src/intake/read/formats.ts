import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

/** What people rename to .csv, by the first bytes. */
const SIGNS = [
  ['workbook', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['zip', bytes('PK\x03\x04')],
  ['zip', bytes('PK\x05\x06')],
  ['pdf', bytes('%PDF-')],
  ['archive', bytes('Rar!')],
  ['archive', bytes('7z\xbc\xaf\x27\x1c')],
  ['archive', bytes('BZh')],
  ['archive', bytes('\xfd7zXZ')],
  ['archive', bytes('\x28\xb5\x2f\xfd')],
  ['archive', bytes('\x1f\x8b')],
  ['image', bytes('\x89PNG')],
  ['image', bytes('\xff\xd8\xff')],
  ['database', bytes('SQLite format 3')],
] as const;

type Format = (typeof SIGNS)[number][0] | 'opendocument' | 'html' | 'xml' | 'json' | 'json-pretty' | 'no-json';

/**
 * Refuses a file that is of another kind than its name or content type says: ENV-FORMAT names what it is and what to do. `head`
 * are its first bytes, unpacked.
 */
export function refuseOtherFormats(head: Uint8Array, wanted: 'csv' | 'ndjson'): void {
  const format = binaryFormatOf(head) ?? textFormatOf(textOf(head), wanted);
  if (format !== null) throw new Problem('ENV-FORMAT', { format: message(`format.${format}`) });
}

function binaryFormatOf(head: Uint8Array): Format | null {
  const found = SIGNS.find(([, sign]) => sign.equals(head.subarray(0, sign.length)))?.[0];
  if (found !== 'zip') return found ?? null;
  const names = textOf(head);
  if (names.includes('opendocument')) return 'opendocument';
  return /xl\/|\[Content_Types\]\.xml/.test(names) ? 'workbook' : 'zip';
}

/** ASCII of the first bytes, whichever the encoding: without byte order mark, zero bytes and white space before it. */
const textOf = (head: Uint8Array): string =>
  Buffer.from(head)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\s)+/, '');

function textFormatOf(text: string, wanted: 'csv' | 'ndjson'): Format | null {
  if (/^MIME-Version:/i.test(text)) return 'html';
  if (text.startsWith('<')) {
    if (/<workbook|mso-application|urn:schemas-microsoft-com:office:spreadsheet"/i.test(text) && !/<html/i.test(text))
      return 'workbook';
    return /<(?:!doctype html|html|table|meta|head|body|style|div)/i.test(text) ? 'html' : 'xml';
  }
  if (wanted === 'csv') return /^(?:\{\s*"|\[\s*\{)/.test(text) ? 'json' : null;
  if (text === '') return null;
  const [first = ''] = text.split(/[\r\n]/, 1);
  if (/^\{\s*$/.test(first)) return 'json-pretty';
  // One endless line is a broken row.
  return text.includes('{') || !/[\r\n]/.test(text) ? null : 'no-json';
}
