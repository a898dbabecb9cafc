import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sentence } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { contextOf } from '../../../test/intake/draft.ts';
import { parseMapping } from './document.ts';

const shipped = JSON.parse(
  readFileSync(new URL('../../../data/mappings/baltimore-311.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
const faultOf = (change: object) => {
  try {
    parseMapping({ ...shipped, ...change });
    return null;
  } catch (error) {
    return error instanceof Problem ? sentence(error, 'en') : error;
  }
};

describe('a mapping document', () => {
  it('of ours can be read', () => {
    for (const folder of ['mappings', 'sample/mappings']) {
      const url = new URL(`../../../data/${folder}/`, import.meta.url);
      for (const name of readdirSync(url).filter((n) => n.endsWith('.json'))) {
        expect(() => parseMapping(JSON.parse(readFileSync(new URL(name, url), 'utf8')))).not.toThrow();
      }
    }
  });
  it('is refused with the place and the reason of every fault', () => {
    expect(faultOf({ timeZone: 'Mars/Olympus' })).toContain('timeZone: "Mars/Olympus" is no IANA time zone');
    expect(faultOf({ dates: ['HH:mm'] })).toContain('dates.0: "HH:mm" is no date format we know');
    expect(faultOf({ adress: 'Address' })).toContain('adress');
    expect(faultOf({ externalId: { column: 'a', value: 'b' } })).toMatch(/externalId/);
    expect(faultOf({ class: { column: 'x', values: { a: '0110' } } })).toContain('event:0110');
    expect(faultOf({ severities: { 'GEO-ZER0': 'off' } })).toContain('"GEO-ZER0" is no finding code');
    expect(faultOf({ severities: { 'KEY-TENANT-MISMATCH': 'off' } })).toContain('fixed');
    expect(faultOf({ catalogue: 'x', format: 'pdf' })).toMatch(/catalogue.*format|format.*catalogue/);
  });
  it('cannot name classes or conditions the catalogue does not have', () => {
    const table = { class: { column: 'class', values: { x: 'event:9999' } } };
    expect(() => contextOf(table)).toThrow(/event:9999/);
    expect(() => contextOf({ limit: { defaults: { 'event:0110': '不存在的条件' } } })).toThrow(/不存在的条件/);
  });
});
