import { z } from 'zod';
import { act, process } from '../../commands/command.ts';
import { actingOf } from '../../identity/actor.ts';
import { deleteDraft } from './delete-draft.ts';
import { DraftKey } from './draft-key.ts';
import { handOver } from './hand-over.ts';
import { putDraft } from './put-draft.ts';
import { takeDraft } from './take-draft.ts';

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

/** Whoever leaves his shift hands what he has typed about a case to a colleague of the same desk and post. */
export const handOverDraftsCommand = process({
  name: 'drafts.hand_over',
  title: { zh: '移交草稿', en: 'Hand drafts over' },
  right: 'draft',
  input: DraftKey.extend({
    act: DraftKey.shape.act.nullable().describe('null: all drafts of the actor about it'),
    personId: z.uuid().describe('a colleague of the same body and post'),
  }),
  output: z.object({ handed: z.int().describe('0 where nothing of it is left') }),
  problems: ['FLOW-DRAFT-COLLEAGUE'],
  isFinal: () => true,
  run: async (services, actor, wanted) => ({ handed: await handOver(services, actor, wanted) }),
});

/** Makes a draft that was handed to the actor his own. Not audited, as no draft is. */
export const takeDraftCommand = act({
  name: 'drafts.take',
  title: { zh: '接收移交的草稿', en: 'Take a draft that was handed over' },
  right: 'draft',
  role: 'actor',
  input: z.object({ id: z.uuid() }),
  output: z.object({ taken: z.boolean() }),
  problems: ['FLOW-DRAFT-GONE', 'QUOTA-DRAFTS'],
  run: async (trx, deps, actor, { id }) => {
    await takeDraft(trx, deps, actingOf(actor), id);
    return { taken: true };
  },
  audit: () => null,
});
