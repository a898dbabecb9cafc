import type { Draft, IntakeContext } from './draft.ts';
import { readId } from './case-id.ts';
import { plainText } from './cell-text.ts';

/** Prefix of a tenant, day, letter of the series, counter (decisions/0016). */
const CASE_NO = /^[0-9A-Z]{2,8}-\d{8}-U?\d{5,}$/;

/** The case of ours that the row means: by the column the mapping names, else by an id that has the form of our numbers. */
export function caseNo(draft: Draft, context: IntakeContext): void {
  const { caseNo: read } = context.mapping;
  const named = read === null ? '' : (plainText(draft, context, 'caseNo', read) ?? '');
  if (named !== '') {
    const spelled = readId(named);
    draft.caseNo = 'id' in spelled ? spelled.id : named;
  } else if (draft.externalId !== null && CASE_NO.test(draft.externalId)) draft.caseNo = draft.externalId;
}
