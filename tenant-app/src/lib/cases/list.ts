/** One line of a case list. */
export interface ListedCase {
  tenantId: number;
  id: string;
  caseNo: string;
  externalId: string | null;
  stage: string;
  className: string | null;
  sourceGroup: string;
  address: string | null;
  reportedAt: string;
  dueAt: string | null;
  verdict: string;
}
