import { expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

it('a cell cannot become a formula, nor a number that a spreadsheet would write anew', () => {
  expect(csvLine(['=1+1', '+86 138', '@x', '-77.5', '-1+1', '\tx'])).toBe(`'=1+1,'+86 138,'@x,'-77.5,'-1+1,"'\tx"\r\n`);
  expect(csvLine(['＝cmd', '＋1', '－5', '＠x', "'=x"])).toBe(`'＝cmd,'＋1,'－5,'＠x,'=x\r\n`);
});
it('is written as the sender’s system writes its own', () => {
  expect(csvLine(['a;b', "it's", 'c,d'], { delimiter: ';', quote: "'" })).toBe(`'a;b';'it''s';'c,d'\r\n`);
});
it('quotes, commas, line ends and outer spaces are quoted', () => {
  expect(csvLine(['a"b', 'a,b', 'a\nb', ' a', 'a'])).toBe('"a""b","a,b","a\nb"," a",a\r\n');
});
it('NUL cannot make the file a binary one', () => {
  expect(csvLine(['a\0b', '\0=1'])).toBe('a␀b,␀=1\r\n');
});
