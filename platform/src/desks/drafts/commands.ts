import { z } from 'zod';
import { act } from '../../commands/command.ts';
import { actingOf } from '../../identity/actor.ts';
import { deleteDraft } from './delete-draft.ts';
import { DraftKey } from './draft-key.ts';
import { putDraft } from './put-draft.ts';

/** Keeps what the actor has typed in a form; the same form again replaces it. Not audited: nothing has been done yet. */
export const putDraftCommand = act({
  name: 'drafts.put',
  title: { zh: '保存草稿', en: 'Keep a draft' },
  right: 'draft',
  role: 'actor',
  input: DraftKey.extend({
    tenantId: z.int32().nullable().describe('tenant of the case; null for one to come'),
    text: z.record(z.string(), z.unknown()).describe('fields of the form, unchecked'),
  }),
  verbatim: ['text'],
  output: z.object({ updatedAt: z.iso.datetime() }),
  problems: ['QUOTA-DRAFT-SIZE', 'QUOTA-DRAFTS'],
  run: async (trx, deps, actor, draft) => {
    const updatedAt = await putDraft(trx, deps, actingOf(actor), draft);
    return { updatedAt: updatedAt.toISOString() };
  },
  audit: () => null,
});

/** Takes a draft of the actor's away; one that is not there is gone already. */
export const deleteDraftCommand = act({
  name: 'drafts.delete',
  title: { zh: '删除草稿', en: 'Delete a draft' },
  right: 'draft',
  role: 'actor',
  input: DraftKey,
  output: z.object({ deleted: z.boolean() }),
  problems: [],
  run: async (trx, _deps, actor, key) => ({ deleted: await deleteDraft(trx, actingOf(actor), key) }),
  audit: () => null,
});
