import { expect, it } from 'vitest';
import { createDrafts } from '../drafts/drafts.ts';
import { createForms } from '../form.svelte.ts';
import { createLastAct } from './last-act.svelte.ts';
import { createSelection } from './selection.svelte.ts';
import { createTrouble } from './trouble.svelte.ts';

const UNIT = 22;
const KEY = { key: 'c', tenantId: 21, caseId: 'c', taskId: null };
const page = (version: number) => ({
  ...{ id: 'c', tenantId: 21, version, events: [] },
  assignments: [{ id: 't', unitId: UNIT, state: 'open', asks: null }],
});

/** A department with a case of its inbox open; what it may see is given by `seen`. */
function department() {
  const seen: { case: object | null; assignment: object | null } = { case: page(3), assignment: null };
  const ask = async () => ({ ...seen, caseMedia: [] });
  const api = {
    cases: {
      actions: { query: async () => ({ version: 3, offers: [{ act: 'feed_back', needs: [], refusal: null }] }) },
    },
    drafts: { list: { query: async () => [] }, put: { mutate: async () => 0 }, delete: { mutate: async () => 0 } },
  };
  const client = { ask, api, units: [UNIT], actor: {} } as never;
  const opened = {
    ...KEY,
    page: page(3),
    task: null,
    deadline: null,
    files: [],
    bar: { messages: [], offers: [], failure: null },
  };
  const forms = createForms(api as never, createDrafts(api as never, 'post', null));
  const queue = { shown: { rows: new Map(), order: [], gone: new Set() }, next: () => null } as never;
  const parts = { queue, forms, lastAct: createLastAct(client), trouble: createTrouble() };
  return { seen, forms, selection: createSelection(client, { opened } as never, parts) };
}

it('closes a case that was taken away, with its bar and its form; what was written stays to be copied', async () => {
  const { seen, forms, selection } = department();
  forms.start({ act: 'feed_back', needs: ['words'], refusal: null, taskId: null } as never, { ...KEY, version: 3 }, {});
  forms.open!.value.words = '已修好，等复查';
  Object.assign(seen, { case: null, assignment: { state: 'withdrawn', asker: { name: '蓬溪县指挥中心' } } });
  await selection.refresh();
  expect([selection.opened, forms.open, selection.caseId]).toEqual([null, null, 'c']);
  expect(selection.lost?.own).toBe('已修好，等复查');
  await expect.poll(() => selection.lost?.by).toBe('蓬溪县指挥中心');
  expect(forms.draftsOf('c')).toEqual(['feed_back ']);
});

it('says nobody took it where that is not known, and opens it again as soon as it is back', async () => {
  const { seen, selection } = department();
  seen.case = null;
  await selection.refresh();
  expect([selection.opened, selection.lost?.by, selection.lost?.own]).toEqual([null, null, '']);
  await selection.refresh();
  expect(selection.lost).not.toBeNull();
  seen.case = page(5);
  await selection.refresh();
  expect([selection.lost, selection.opened?.page?.version]).toEqual([null, 5]);
  expect(selection.opened?.bar.offers.map(({ act }) => act)).toEqual(['feed_back', 'feed_back']);
});
