import { describe, expect, it } from 'vitest';
import { dataIdOf } from './client.ts';

const keyOf = (object: Parameters<typeof dataIdOf>[0]) => dataIdOf(object, {} as Parameters<typeof dataIdOf>[1]);

describe('what the cache keeps apart', () => {
  it('is what two tenants number alike', () => {
    const source = { __typename: 'SourceSystem', id: 1 };
    expect(keyOf({ ...source, tenantId: 2 })).toBe('SourceSystem:1@2');
    expect(keyOf({ ...source, tenantId: 3 })).toBe('SourceSystem:1@3');
  });
  it('is not a thing of nobody in particular, nor one without an id', () => {
    expect(keyOf({ __typename: 'Class', id: 405 })).toBe('Class:405');
    expect(keyOf({ __typename: 'PageInfo', tenantId: 2 })).toBeUndefined();
  });
});
