import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/intake/draft.ts';
import { isCrs } from '../../geography/crs.ts';
import type { MappingInput } from './document.ts';

const page = readFileSync(new URL('../../../docs/mapping-by-example.md', import.meta.url), 'utf8');
const parts = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map((m) => JSON.parse(m[1] ?? '') as Partial<MappingInput>);

describe('the page of examples', () => {
  it('shows parts of mappings that work', () => {
    expect(parts.length).toBeGreaterThan(9);
    for (const part of parts)
      expect(() => contextOf({ centuryFrom: 2000, ...part }), JSON.stringify(part)).not.toThrow();
  });
  it('names codes of zones that exist', () => {
    const codes = [...page.matchAll(/→ (\d{4})\)/g)].map((m) => `EPSG:${m[1]}`);
    expect(codes).toEqual(['EPSG:4523', 'EPSG:4544', 'EPSG:4496', 'EPSG:4507']);
    expect(codes.every(isCrs)).toBe(true);
  });
});
