import { describe, expect, it } from 'vitest';
import { readId, visibleId } from './case-id.ts';

const idOf = (text: string) => {
  const read = readId(text);
  return 'id' in read ? read.id : read.fault;
};
const isRewritten = (text: string) => {
  const read = readId(text);
  return 'id' in read && read.isRewritten;
};

describe('an id in its one way of writing', () => {
  it('is the id as it was sent, where it is written plainly', () => {
    for (const id of [
      'SH2026-00017',
      '00017',
      '22015',
      'A1',
      '2026E0001',
      '1a',
      '遂城管2026-5',
      '〔2026〕5号',
      'A 1',
      '12.5',
    ]) {
      expect(readId(id)).toEqual({ id, isRewritten: false });
    }
  });
  it('loses what nobody can see', () => {
    const signs = ['\u200b', '\u200c', '\u200d', '\u2060', '\u202d', '\u202c', '\ufeff', '\u00ad', '\u061c', '\u180e'];
    for (const sign of [...signs, '\u2066', '\u2069', '\u{e0001}', '\u3164', '\ufe0f', '\u2800', '\u115f']) {
      for (const text of [`D43-0${sign}0001`, `${sign}D43-00001`, `D43-00001${sign}`]) {
        expect(readId(text), visibleId(text)).toEqual({ id: 'D43-00001', isRewritten: true });
      }
    }
  });
  it('has hyphens where dashes and minus signs of any kind were written', () => {
    for (const dash of [
      '\u2010',
      '\u2011',
      '\u2012',
      '\u2013',
      '\u2014',
      '\u2015',
      '\u2212',
      '\ufe58',
      '\ufe63',
      '\uff0d',
      '——',
      '\u2043',
      '\u02d7',
    ]) {
      expect(readId(`D43${dash}00001`), dash).toEqual({ id: 'D43-00001', isRewritten: true });
    }
  });
  it('is narrow where it was written wide, which is news for letters and digits and none for brackets', () => {
    expect(readId('ＳＨ００１７')).toEqual({ id: 'SH0017', isRewritten: true });
    expect(readId('Ｄ43-00001')).toEqual({ id: 'D43-00001', isRewritten: true });
    expect(readId('（2026）5号')).toEqual({ id: '(2026)5号', isRewritten: false });
  });
  it('is a whole number where a spreadsheet wrote it as another kind of number', () => {
    expect(readId('20261110001.0')).toEqual({ id: '20261110001', isRewritten: true });
    expect(readId('20261110001.00')).toEqual({ id: '20261110001', isRewritten: true });
    expect(readId('1,234')).toEqual({ id: '1234', isRewritten: true });
    expect(readId('20,261,110,001.0')).toEqual({ id: '20261110001', isRewritten: true });
    expect(readId('２０２６１１１０００１．０')).toEqual({ id: '20261110001', isRewritten: true });
  });
  it('does without the apostrophe that keeps a text', () => {
    expect(readId("'00017")).toEqual({ id: '00017', isRewritten: false });
  });
});

describe('what is no id', () => {
  it('stands where there is none', () => {
    const words = [
      '-',
      '--',
      '—',
      '/',
      '?',
      '*',
      '…',
      '无',
      '暂无',
      '同上',
      '未知',
      '0',
      '00',
      '0.0',
      'NULL',
      'null',
      'N/A',
    ];
    for (const word of [
      ...words,
      'Ｎ/Ａ',
      '(null)',
      '（空）',
      'None',
      'nan',
      '-1',
      '〃',
      '々',
      '０',
      '\u200b',
      '未编号',
    ]) {
      expect(idOf(word), visibleId(word)).toBe('KEY-ID-MISSING');
    }
  });
  it('is damaged beyond repair', () => {
    const texts = [
      '1.38E+10',
      '1E+12',
      '1.380013e10',
      '1.0E+17',
      '5,10981E+17',
      '51.0981E16',
      '5.1 E+17',
      '510981E+12',
      '5.1×10^17',
    ];
    for (const text of [
      ...texts,
      '５．１Ｅ＋１７',
      '510981202611100000.0',
      '510981202611200\ufffd\ufffd\ufffd',
      'D43-\ufffd0001',
    ]) {
      expect(idOf(text), text).toBe('KEY-ID-MANGLED');
    }
  });
  it('has characters that nobody can say are meant', () => {
    for (const text of [
      'x'.repeat(129),
      'a\u0007b',
      'D43\u00a0-00001',
      'D43\u300000001',
      'D43\t00001',
      'D43\n00001',
      'D43\u202f00001',
      '=A1&B1',
      '{"a":1}',
    ]) {
      expect(idOf(text), visibleId(text)).toBe('KEY-ID-INVALID');
    }
  });
});

it('an id is rewritten once: read again it is the same', () => {
  for (const text of ['ＳＨ００１７', 'D43——00001', '1,234.0', "'00017", 'D43-0\u00ad0001', '（2026）5号']) {
    expect(isRewritten(idOf(text))).toBe(false);
    expect(idOf(idOf(text))).toBe(idOf(text));
  }
});

it('what nobody can see is shown by its number', () => {
  expect(visibleId('D43\u200b-1\u00a02')).toBe('D43<U+200B>-1<U+00A0>2');
});
