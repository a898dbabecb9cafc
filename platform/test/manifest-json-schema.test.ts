import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { manifestJsonSchema, modeJsonSchema } from '../generate/manifest-json-schema.ts';

const committed = readFileSync(new URL('../data/manifest.schema.json', import.meta.url), 'utf8');

test('the committed schema for editors is that of the code', () => {
  expect(committed === manifestJsonSchema(), 'run `npm run generate`').toBe(true);
});

test('so is that of modes', () => {
  const modes = readFileSync(new URL('../data/mode.schema.json', import.meta.url), 'utf8');
  expect(modes === modeJsonSchema(), 'run `npm run generate`').toBe(true);
});

test('an editor knows the kinds of units and that a code is text of six digits', () => {
  expect(committed).toContain('"collection_company"');
  expect(committed).toContain('"^\\\\d{6}$"');
});
