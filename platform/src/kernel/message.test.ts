import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../messages.ts';
import { inTwo, install, instant, message, plain, sentence, type Message } from './message.ts';

describe('a message', () => {
  it('is shown in the language of its reader, its parts too, moments by the clock of the tenant', () => {
    const wanted = message('expected.not-before', {
      step: message('step.filed'),
      at: instant(Date.UTC(2026, 9, 8, 1)),
    });
    expect(inTwo(wanted, 'Asia/Shanghai')).toEqual({
      zh: '不早于立案 2026-10-08 09:00:00',
      en: 'not before filed 2026-10-08 09:00:00',
    });
    expect(sentence(wanted, 'en', 'Europe/Berlin')).toBe('not before filed 2026-10-08 03:00:00');
    expect(sentence(wanted, 'en')).toBe('not before filed 2026-10-08T01:00:00.000Z');
  });

  it.each([
    [message('expected.degrees'), '十进制度，经度 −180 至 180，纬度 −90 至 90'],
    [message('expected.longitude-first'), 'x 为经度，y 为纬度'],
    [message('expected.id-length', { max: 128 }), '1 至 128 个字符'],
    [message('expected.count'), '0 至 9999 的整数'],
    [message('expected.max-length', { max: 2000 }), '不超过 2000 个字符'],
    [message('row.cells', { columns: 4, cells: 3 }), '应有 4 列，实有 3 列'],
    [message('expected.class-of', { catalogue: message('catalogue.gbt30428') }), 'GB/T 30428.2-2013 中的类别'],
    [message('expected.not-after', { at: instant(Date.UTC(2026, 9, 31, 16)) }), '不晚于 2026-11-01 00:00:00'],
    [message('expected.from', { at: instant(Date.UTC(2026, 9, 31, 16)) }), '2026-11-01 00:00:00 及以后'],
  ])('says in Chinese what it should: %o', (wanted, zh) => {
    expect(sentence(wanted, 'zh', 'Asia/Shanghai')).toBe(zh);
    expect(sentence(wanted, 'en', 'Asia/Shanghai')).not.toMatch(/\p{Script=Han}|\{/u);
  });

  it('leaves the words of others as they are, even those that look like ours', () => {
    expect(inTwo(plain('closed / {code} / $&'))).toEqual({ zh: 'closed / {code} / $&', en: 'closed / {code} / $&' });
  });

  it('may hold several, which are joined', () => {
    const both: readonly Message[] = [message('row.json'), message('step.closed')];
    const at = message('at-path', { path: 'line 3', reason: both });
    expect(inTwo(at)).toEqual({ zh: 'line 3：不是有效的 JSON；结案', en: 'line 3: no valid JSON; closed' });
  });

  it('of a newer release shows its code, and a parameter that is not given its name', () => {
    expect(sentence({ code: 'ENV-NEWER' }, 'zh')).toBe('ENV-NEWER');
    expect(sentence({ code: 'ENV-TOO-LARGE' }, 'en')).toContain('{limit}');
  });
});

describe('the catalogue', () => {
  it('has no code twice', () => {
    expect(() => install({ 'AUTH-MISSING': MESSAGES['AUTH-MISSING'] })).toThrow(/AUTH-MISSING is defined twice/);
  });

  it('names the same parameters in both languages, is Chinese in Chinese and has none in English', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
    for (const [code, { zh, en }] of Object.entries(MESSAGES)) {
      expect(names(zh), code).toEqual(names(en));
      expect(en, code).not.toMatch(/\p{Script=Han}/u);
    }
  });
});
