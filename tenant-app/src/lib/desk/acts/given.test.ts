import { describe, expect, it } from 'vitest';
import { emptyForm, givenOf, isDirty, missing, nothingSought, unitAfterSearch } from './given.ts';

describe('the form of an act', () => {
  it('names what is missing in the order of the needs', () => {
    const form = { ...emptyForm(), words: 'done' };
    expect(missing(['words', 'photo_after', 'unit'], form, nothingSought())).toEqual(['photo_after', 'unit']);
    expect(missing([], form, nothingSought())).toEqual([]);
  });

  it('asks for words where the reason is another one, and gives code and words as they are', () => {
    const other = { ...emptyForm(), reason: 'other' };
    expect(missing(['reason'], other, nothingSought())).toEqual(['words']);
    expect(missing(['reason', 'until'], other, nothingSought())).toEqual(['until', 'words']);
    expect(missing(['reason'], { ...other, words: '业主已报修' }, nothingSought())).toEqual([]);
    expect(missing(['reason'], { ...emptyForm(), reason: 'bad_weather' }, nothingSought())).toEqual([]);
    expect(missing(['reason'], { ...emptyForm(), words: '业主已报修' }, nothingSought())).toEqual(['reason']);
    expect(givenOf('return_case', ['reason'], { ...other, words: ' 业主已报修 ' })).toEqual({
      reason: 'other',
      words: '业主已报修',
    });
  });

  it('takes words that found nothing, or that nobody picked from, for nothing chosen', () => {
    const form = { ...emptyForm(), unitId: 7, unitName: '供电公司', classId: 3 };
    expect(missing(['unit', 'class'], form, { class: '井盖', assist: '' })).toEqual(['class']);
    expect(missing(['unit', 'class'], form, { class: ' ', assist: '环卫' })).toEqual(['unit']);
    expect(missing(['unit', 'class'], form, { class: '', assist: ' ' })).toEqual([]);
  });

  it('chooses the first hit of a search, nothing where there is none, and what is suggested where nobody searches', () => {
    const [power, water, roads] = ['供电公司', '自来水公司', '市政所'].map((name, at) => ({ unitId: 7 + at, name }));
    expect(unitAfterSearch([water!, roads!], power!, power)).toEqual(water);
    expect(unitAfterSearch([], power!, power)).toBeNull();
    expect(unitAfterSearch([], null, power)).toBeNull();
    expect(unitAfterSearch(null, null, power)).toEqual(power);
    expect(unitAfterSearch(null, water!, power)).toEqual(water);
    expect(unitAfterSearch(null, null, undefined)).toBeNull();
  });

  it('gives the command the fields of its needs, words and photographs, and nothing else', () => {
    const form = {
      ...emptyForm(),
      ...{ unitId: 7, unitName: '供电公司', reason: 'never asked for', words: ' by noon ', photosAfter: ['ab'] },
    };
    expect(givenOf('dispatch', ['unit'], form)).toEqual({
      unitId: 7,
      words: 'by noon',
      photos: [{ sha256: 'ab', usage: 'after' }],
    });
  });

  it('says of a photograph taken on the spot what the visit was for', () => {
    const form = { ...emptyForm(), finding: 'passed', photosAfter: ['ab'] };
    expect(givenOf('answer_check', ['finding', 'photo_after'], form)).toEqual({
      finding: 'passed',
      photos: [{ sha256: 'ab', usage: 'check' }],
    });
  });

  it('ends a suspension when the day begins where the case lies', () => {
    const form = { ...emptyForm(), reason: 'rain', until: '2026-12-03' };
    expect(givenOf('suspend', ['reason', 'until'], form)).toEqual({
      reason: 'rain',
      until: '2026-12-03T00:00:00+08:00',
    });
  });

  it('asks for the answer to an order before the working day ends', () => {
    const form = { ...emptyForm(), order: 'spot_check', level: 'leader', until: '2026-12-03', words: '请复查' };
    expect(givenOf('supervise', ['order', 'level', 'until', 'words'], form)).toEqual({
      ...{ order: 'spot_check', level: 'leader', until: '2026-12-03T18:00:00+08:00', words: '请复查' },
    });
  });

  it('names the bodies that help with a dispatch, each with its limit where it has one', () => {
    const assists = [
      { unitId: 8, unitName: '环卫', words: ' 请清运 ', hours: '2' },
      { unitId: 9, unitName: '交警', words: '请疏导', hours: '' },
    ];
    const form = { ...emptyForm(), unitId: 7, assists, hours: '1' };
    expect(givenOf('dispatch', ['unit'], form)).toEqual({
      unitId: 7,
      assists: [
        { unitId: 8, words: '请清运', limit: { value: '2', unit: 'working_hour' } },
        { unitId: 9, words: '请疏导' },
      ],
    });
    expect(givenOf('close', [], form)).toEqual({});
    expect(givenOf('ask_assist', ['unit'], form)).toEqual({ unitId: 7, limit: { value: '1', unit: 'working_hour' } });
    expect(isDirty(form)).toBe(true);
  });

  it('takes a task back from inside in so many words', () => {
    expect(givenOf('assign_inside', ['inner'], { ...emptyForm(), innerBack: true })).toEqual({ innerUnitId: null });
    expect(missing(['inner'], emptyForm(), nothingSought())).toEqual(['inner']);
    expect(missing(['inner'], { ...emptyForm(), innerBack: true }, nothingSought())).toEqual([]);
  });

  it('is a draft as soon as anything stands in it', () => {
    expect([isDirty(emptyForm()), isDirty({ ...emptyForm(), words: '路' })]).toEqual([false, true]);
  });
});
