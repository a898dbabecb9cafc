import { readFileSync } from 'node:fs';
import { shippedModes } from '../src/tenants/shipped-modes.ts';
import { expect, test } from 'vitest';
import { manifestJsonSchema, modeJsonSchema } from '../generate/manifest-json-schema.ts';

const committed = readFileSync(new URL('../data/manifest.schema.json', import.meta.url), 'utf8');

test('the committed schema for editors is that of the code', () => {
  expect(committed === manifestJsonSchema(), 'run `npm run generate`').toBe(true);
});

test('so is that of modes, and both shipped modes are as it says', () => {
  const modes = readFileSync(new URL('../data/mode.schema.json', import.meta.url), 'utf8');
  expect(modes === modeJsonSchema(), 'run `npm run generate`').toBe(true);
  expect([...shippedModes().keys()]).toEqual(['one-supervision-one-command', 'one-supervision-two-commands']);
  const [one, two] = [...shippedModes().values()].map(({ desks }) => desks);
  expect([one!.supervision.tenant, one!.command.seat]).toEqual(['city', 'city']);
  expect([two!.supervision.tenant, two!.command.seat]).toEqual(['receiver', 'own']);
});

test('an editor knows the kinds of units and that a code is text of six digits', () => {
  expect(committed).toContain('"collection_company"');
  expect(committed).toContain('"^\\\\d{6}$"');
});
