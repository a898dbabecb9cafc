import { expect, it } from 'vitest';
import { themeOf } from './theme.ts';

it('is what the cookie names, and as the machine has it where the cookie names nothing known', () => {
  expect(['light', 'dark', 'system'].map(themeOf)).toEqual(['light', 'dark', 'system']);
  expect([undefined, '', 'DARK', '"><script>'].map(themeOf)).toEqual(['system', 'system', 'system', 'system']);
});
