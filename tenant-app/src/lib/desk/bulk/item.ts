import { pick } from '#lib/format/language.ts';
import { m } from '#lib/paraglide/messages.js';
import { problemSentence } from '#lib/trpc/problem.ts';
import { newKey } from '#lib/trpc/once.ts';
import type { DeskApi, Reason, Suggestion } from '../api.ts';
import type { Row } from '../queue/row.ts';
import { GIVEN_TOGETHER } from './bulk-acts.ts';
import type { BulkAct } from './bulk-acts.ts';

/** One case of many: what would be done with it, or was. */
export interface BulkItem {
  readonly row: Row;
  state: 'reading' | 'ready' | 'refused' | 'sending' | 'done' | 'failed';
  /** Under which its command is sent: sent again, it is done once. */
  key: string;
  version: number;
  /** Why it is refused, or failed. */
  why: string | null;
  /** No answer came: it may have been done. */
  isUnanswered: boolean;
  reasons: readonly Reason[];
  suggestions: readonly Suggestion[];
  unitId: number | null;
  unitName: string;
}

export const itemOf = (row: Row): BulkItem => ({
  ...{ row, state: 'reading', key: newKey(), version: 0, why: null, isUnanswered: false },
  ...{ reasons: [], suggestions: [], unitId: null, unitName: '' },
});

/** Reads whether the act may be done on the case now, and who would be suggested. */
export async function preview(api: DeskApi, act: BulkAct, item: BulkItem): Promise<void> {
  const { tenantId, caseId, classId } = item.row;
  item.state = 'reading';
  try {
    const { version, offers } = await api.cases.actions.query({ tenantId, caseId });
    const offer = offers.find((one) => one.act === act);
    const whyNot = refusalOf(offer);
    Object.assign(item, { version, key: newKey(), isUnanswered: false, why: whyNot, reasons: offer?.reasons ?? [] });
    if (whyNot === null && act === 'dispatch' && classId !== null && item.unitId === null) {
      item.suggestions = (await api.cases.suggest_unit.query({ tenantId, classId, caseId })).suggestions;
      const [first] = item.suggestions;
      if (first) Object.assign(item, { unitId: first.unitId, unitName: first.name });
    }
    item.state = whyNot === null ? 'ready' : 'refused';
  } catch (thrown) {
    Object.assign(item, { state: 'failed', why: problemSentence(thrown) });
  }
}

type Offer = Awaited<ReturnType<DeskApi['cases']['actions']['query']>>['offers'][number];

function refusalOf(offer: Offer | undefined): string | null {
  if (offer === undefined) return m.bulk_not_offered();
  if (offer.refusal !== null) return pick(offer.refusal);
  return offer.needs.every((need) => GIVEN_TOGETHER.includes(need)) ? null : m.bulk_needs_more();
}
