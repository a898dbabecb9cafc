import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/intake/draft.ts';
import { listSeverities } from '../findings/severities.ts';
import { isDateFormat } from './dates.ts';
import { mappingSchema, parseMapping, type MappingInput } from './document.ts';

const guide = readFileSync(new URL('../../../docs/mapping.md', import.meta.url), 'utf8');
const examples = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map((m) => JSON.parse(m[1] ?? '') as MappingInput);

describe('the mapping guide', () => {
  it('shows a complete document that works', () => {
    expect(examples).toHaveLength(1);
    for (const example of examples) expect(() => contextOf(parseMapping(example))).not.toThrow();
  });
  it('speaks of every key of a document', () => {
    for (const key of Object.keys(mappingSchema.shape)) expect(guide).toMatch(new RegExp(`\`${key}[\`.]|"${key}"`));
  });
  it('names only date formats that exist', () => {
    const line = /Examples: (.*?)\. A missing/s.exec(guide)?.[1] ?? '';
    const formats = [...line.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? '');
    expect(formats.length).toBeGreaterThan(4);
    for (const format of formats) expect(isDateFormat(format), format).toBe(true);
  });
  it('lists every finding code with its severity', () => {
    const table = /<!-- severities -->\s*([\s\S]*?)\s*<!-- \/severities -->/.exec(guide)?.[1] ?? '';
    const rows = table
      .split('\n')
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, 4)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(listSeverities().map((s) => [`\`${s.code}\``, s.severity, s.fixed ? 'no' : 'yes']));
  });
});
