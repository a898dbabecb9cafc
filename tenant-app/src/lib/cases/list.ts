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

/** What the list of all cases shows beside. */
export interface ListedEverywhere extends ListedCase {
  unitName: string | null;
  /** Whole days over the deadline. */
  daysOver: number | null;
  tenant: { slug: string; name: string; nameEn: string } | null;
}
