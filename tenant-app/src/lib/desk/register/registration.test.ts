import { describe, expect, it } from 'vitest';
import type { Place } from '../api.ts';
import { emptyRegistration, isUntouched, isWholeNumber, lacksOf, ofReport, registrationInput } from './registration.ts';

const place: Place = {
  ...{
    tenantId: 510921,
    tenantName: '蓬溪县',
    streetId: 1,
    streetName: '赤城镇',
    communityId: null,
    communityName: null,
  },
  ...{ cellId: 4, cellCode: '51092100104', longitude: 105.7, latitude: 30.77, by: 'street', label: '赤城镇' },
};

describe('a call that is taken down', () => {
  it('lacks words, place and class until each is there; an address alone is no place', () => {
    expect(lacksOf(emptyRegistration())).toEqual(['words', 'place', 'class']);
    expect(lacksOf({ ...emptyRegistration(), words: '路灯不亮', address: '赤城镇', classId: 3 })).toEqual(['place']);
    expect(lacksOf({ ...emptyRegistration(), words: '路灯不亮', address: '赤城镇', place, classId: 3 })).toEqual([]);
    const searched = { ...emptyRegistration(), words: '路灯不亮', address: '赤城镇', place, classId: 3 };
    expect(lacksOf(searched, '井盖'), 'a class is searched for').toEqual(['class']);
  });

  it('becomes a case of the county of its place', () => {
    const call = { ...emptyRegistration(), words: ' 路灯不亮 ', address: '赤城镇', place, classId: 3 };
    expect(registrationInput(call)).toEqual({
      ...{ tenantId: 510921, source: 'hotline', kind: 'event', classId: 3, words: '路灯不亮', address: '赤城镇' },
      ...{ longitude: 105.7, latitude: 30.77 },
    });
    expect(registrationInput({ ...call, phone: '138 0000 0021', caller: '何女士' })).toMatchObject({
      caller: { name: '何女士', phone: '13800000021' },
    });
  });

  it('is written over from a report, which it names and whose way it goes', () => {
    const report = {
      ...{ tenantId: 510921, reportId: 'r', sourceCode: 'patrol', byUnit: { id: 4, name: '采集公司' }, kind: null },
      ...{ reportedAt: '2026-10-01T02:00:00Z', classId: 3, className: '路灯', description: '路灯不亮', address: null },
      ...{ longitude: 105.7, latitude: 30.77, photos: [], selfHandled: true, reasons: [] },
    };
    const call = ofReport(report);
    expect(call).toMatchObject({ words: '路灯不亮', source: 'patrol', selfHandled: true, classId: 3 });
    expect(lacksOf(call)).toEqual(['place']);
    expect(registrationInput({ ...call, address: '赤城镇', place })).toMatchObject({ reportId: 'r', source: 'patrol' });
    expect(ofReport({ ...report, sourceCode: 'collector' }).source).toBe('patrol');
  });

  it('is a draft as soon as somebody adds to what a report says; a place found by itself is nobody’s writing', () => {
    const empty = emptyRegistration();
    const first = { ...empty, words: '路灯不亮', classId: 3, reportId: 'r' };
    expect(isUntouched({ ...first, place, address: place.label }, first)).toBe(true);
    expect(isUntouched({ ...first, words: '路灯不亮三天' }, first)).toBe(false);
    expect(isUntouched({ ...first, address: '赤城镇街心', place }, first)).toBe(false);
    expect(isUntouched({ ...first, phone: '1' }, first)).toBe(false);
    expect([isUntouched(empty, empty), isUntouched({ ...empty, words: '路' }, empty)]).toEqual([true, false]);
  });

  it('asks for the open cases of a number only once the number is whole', () => {
    expect(['1380000002', '138 0000 0021', '0825-2222222', '12345'].map(isWholeNumber)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
