import { describe, expect, it } from 'vitest';
import { decode, detectEncoding, HEAD_BYTES } from './encoding.ts';

const stream = async function* (bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 5) yield bytes.subarray(at, at + 5);
};
async function read(bytes: Buffer): Promise<[string, string]> {
  const encoding = await detectEncoding(bytes.subarray(0, HEAD_BYTES), () => stream(bytes), 'auto');
  let text = '';
  for await (const piece of decode(stream(bytes), encoding)) text += piece;
  return [encoding, text];
}

/** 射洪 in GB18030. */
const TOWN = Buffer.from([0xc9, 0xe4, 0xba, 0xe9]);
const gb = (count: number) => Buffer.concat([Buffer.from('id,town\n'), ...Array.from({ length: count }, () => TOWN)]);
const [BROKEN, MARK] = [Buffer.from([0xff]), Buffer.from('\ufeff')];

describe('the encoding of a file', () => {
  it('is UTF-8 where most characters are, and a broken one is lost alone', async () => {
    const bytes = Buffer.concat([Buffer.from('射洪市太和大道'), BROKEN, Buffer.from('号')]);
    expect(await read(bytes)).toEqual(['utf-8', '射洪市太和大道\ufffd号']);
  });
  it('is UTF-8 by its mark, also where the only letter beyond ASCII is broken', async () => {
    const bytes = Buffer.concat([MARK, Buffer.from('id\n'), BROKEN]);
    expect(await read(bytes)).toEqual(['utf-8', 'id\n\ufffd']);
  });
  it('is GB18030 where hardly any character is UTF-8, with or without a mark, and with a broken byte', async () => {
    expect(await read(gb(9))).toEqual(['gb18030', `id,town\n${'射洪'.repeat(9)}`]);
    expect(await read(Buffer.concat([MARK, gb(9)]))).toEqual(['gb18030', `id,town\n${'射洪'.repeat(9)}`]);
    const marked = Buffer.concat([Buffer.from([0x84, 0x31, 0x95, 0x33]), gb(1)]);
    expect(await read(marked)).toEqual(['gb18030', 'id,town\n射洪']);
    const broken = Buffer.concat([gb(9), BROKEN, Buffer.from(',1')]);
    expect(await read(broken)).toEqual(['gb18030', `id,town\n${'射洪'.repeat(9)}\ufffd,1`]);
  });
  it('is UTF-8 with losses where rows of both kinds were put together: nothing becomes another letter', async () => {
    const bytes = Buffer.concat([Buffer.from('射洪市太和大道'.repeat(9)), gb(9)]);
    const [encoding, text] = await read(bytes);
    expect(encoding).toBe('utf-8');
    expect(text).toContain('\ufffd');
    expect(text.replace(/[射洪市太和大道\ufffd]/g, '')).toMatch(/^[id,town\n\p{L}]*$/u);
  });
  it('is UTF-16 by its mark, or by its zero bytes', async () => {
    const text = '编号,时间\n1,2026-11-10 9:00\n';
    const little = Buffer.from(text, 'utf16le');
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(['utf-16le', text]);
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())).toEqual(['utf-16be', text]);
    expect(await read(little)).toEqual(['utf-16le', text]);
    expect(await read(Buffer.from(little).swap16())).toEqual(['utf-16be', text]);
  });
});
