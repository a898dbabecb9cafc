import { describe, expect, it } from 'vitest';
import type { DeskApi, Offer } from './api.ts';
import { createDrafts } from './drafts/drafts.ts';
import { createForms } from './form.svelte.ts';

const AT = { tenantId: 21, caseId: 'c', version: 3 };
const offer = (act: string, needs: string[], taskId: string | null = null) =>
  ({ act, needs, refusal: null, taskId }) as unknown as Offer & { taskId: string | null };

/** A gateway that keeps what was sent to it. */
function gateway() {
  const sent: [string, unknown][] = [];
  const put: { about: string; act: string }[] = [];
  const command = (name: string) => ({ mutate: async (given: unknown) => sent.push([name, given]) && { version: 4 } });
  const api = {
    cases: { dispatch: command('dispatch'), answer_order: command('answer_order') },
    drafts: {
      list: { query: async () => [] },
      put: { mutate: async (draft: { about: string; act: string }) => put.push(draft) },
      delete: { mutate: async () => undefined },
    },
  } as unknown as DeskApi;
  return { forms: createForms(api, createDrafts(api, 'post', null)), sent, put };
}

describe('the forms of a desk', () => {
  it('dispatch to nobody where the search found nothing, though a body was suggested before', async () => {
    const { forms, sent } = gateway();
    forms.start(offer('dispatch', ['unit']), AT, { unitId: 7, unitName: '供电公司' });
    const form = forms.open!;
    form.answers.waitFor(Promise.resolve().then(() => (form.value.unitId = null)));
    expect(await forms.commit()).toBeNull();
    expect([form.lacks, sent]).toEqual([['unit'], []]);
  });

  it('wait for what is asked while they wait', async () => {
    const { forms, sent } = gateway();
    forms.start(offer('dispatch', ['unit']), AT, { unitId: 7, unitName: '供电公司' });
    const form = forms.open!;
    const later = () => Promise.resolve().then(() => (form.value.unitId = 9));
    form.answers.waitFor(Promise.resolve().then(() => form.answers.waitFor(later())));
    await forms.commit();
    expect(sent).toEqual([['dispatch', { tenantId: 21, caseId: 'c', version: 3, unitId: 9 }]]);
  });

  it('keep the answers to two orders on one case apart', async () => {
    const { forms, sent } = gateway();
    forms.start(offer('answer_order', ['words'], 'one'), AT, {});
    forms.open!.value.words = '已整改';
    forms.start(offer('answer_order', ['words'], 'two'), AT, {});
    expect(forms.open!.value.words).toBe('');
    expect(forms.draftsOf('c')).toEqual(['answer_order one']);
    forms.open!.value.words = '正在办';
    await forms.commit();
    forms.start(offer('answer_order', ['words'], 'one'), AT, {});
    expect(forms.open!.value.words).toBe('已整改');
    expect(sent).toEqual([['answer_order', { tenantId: 21, taskId: 'two', words: '正在办' }]]);
  });
});
