import { expect, it } from 'vitest';
import type { Row } from '../queue/row.ts';
import { nextOf, shownOf } from '../queue/shown.ts';
import { searched } from './queue.svelte.ts';

const row = (key: string, title: string) =>
  ({ key, title, caseNo: key, address: '', label: '', county: '', queueAt: '2026-11-30T02:00:00Z' }) as unknown as Row;

it('goes on with the next row on screen: one that the search hides is stepped over', () => {
  const shown = shownOf([row('a', '路灯不亮'), row('b', '井盖缺失'), row('c', '路灯歪斜'), row('d', '占道经营')]);
  const lamps = searched(shown, '路灯');
  expect(lamps.order).toEqual(['a', 'c']);
  expect([nextOf(lamps, 'a'), nextOf(lamps, 'c'), nextOf(lamps, 'c', -1)]).toEqual(['c', null, 'a']);
  expect([nextOf(lamps, 'b'), nextOf(lamps, 'b', -1)], 'from a row that is hidden').toEqual(['a', null]);
  expect(searched(shown, '').order).toEqual(['a', 'b', 'c', 'd']);
});
