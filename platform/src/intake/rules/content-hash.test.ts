import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/intake/draft.ts';
import type { CasePicture, FieldName } from '../../cases/fields.ts';
import { emptyPicture } from '../../cases/picture.ts';
import { contentHash } from './content-hash.ts';

const present = ['address', 'kind', 'reportedAt', 'reworkCount'] as const satisfies FieldName[];
const picture: CasePicture = {
  ...emptyPicture(),
  address: '柳岸路 1 号',
  reportedAt: new Date('2026-10-12T00:00:00Z'),
};
const base = contentHash(picture, present, null);

describe('the hash of what a row says', () => {
  it('carries its version', () => {
    expect(base).toMatch(/^2:[\w-]{43}$/);
  });

  it('stays when we learn a field that the mapping does not name', () => {
    const grown = { ...picture, streetName: null } as CasePicture;
    expect(contentHash(grown, present, null)).toBe(base);
    expect(contentHash({ ...picture, description: 'not mapped' }, present, null)).toBe(base);
  });

  it('changes with every value that is present, with one more that is present, and with the reporter', () => {
    const others = [
      contentHash({ ...picture, address: '柳岸路 2 号' }, present, null),
      contentHash({ ...picture, address: null }, present, null),
      contentHash(picture, [...present, 'description'], null),
      contentHash(picture, present.slice(1), null),
      contentHash(picture, present, { name: '赵敏', phone: null }),
      contentHash(picture, present, { name: null, phone: '赵敏' }),
      contentHash({ ...picture, reportedAt: new Date('2026-10-12T00:00:01Z') }, present, null),
    ];
    expect(new Set([base, ...others]).size).toBe(8);
  });

  it('counts what the mapping names: steps with a column, places as a whole, steps beside a status word', () => {
    const fieldsOf = (mapping: Parameters<typeof contextOf>[0]) => contextOf(mapping).mapping.fields;
    const least = fieldsOf({});
    expect(least).toEqual([
      ...['classId', 'kind', 'limitUnit', 'limitValue', 'reportedAt', 'ruleId', 'sourceCode', 'sourceGroup'],
    ]);
    const more = fieldsOf({
      place: { x: 'x', y: 'y', crs: 'WGS84' },
      claim: { due: 'due' },
      times: { reported: 'reported', suspended: 'suspended' },
      status: { column: 'status', values: { 作废: { stage: 'void', at: 'changed' }, 结案: 'closed' } },
    });
    expect(more.filter((name) => !least.includes(name))).toEqual([
      ...['cellId', 'claimedDueAt', 'latitude', 'longitude', 'originalCrs', 'originalX', 'originalY'],
      ...['suspendedAt', 'voidedAt'],
    ]);
  });

  it('counts the lead only where the mapping has words for units, streets and communities never', () => {
    const fieldsOf = (mapping: Parameters<typeof contextOf>[0]) => contextOf(mapping).mapping.fields;
    const named = fieldsOf({ unit: 'unit', place: { x: 'x', y: 'y', crs: 'WGS84' } });
    expect(named).toContain('unitName');
    for (const name of ['leadUnitId', 'streetId', 'communityId'] as const) expect(named).not.toContain(name);
    expect(fieldsOf({ unit: { column: 'unit', values: { 住建: 'housing' } } })).toContain('leadUnitId');
  });
});
