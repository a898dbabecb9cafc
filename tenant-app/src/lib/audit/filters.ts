import { instantsOf, readDay } from '#lib/format/time.ts';

/** Kinds of acts, in the order of the filter. */
export const KINDS = [
  ...(['sign_in', 'refused', 'upload', 'mapping', 'period'] as const),
  ...(['case', 'personal', 'configuration'] as const),
] as const;
export type Kind = (typeof KINDS)[number];

/** The filters of the list, as they stand in the address, so that a reload or a sent link shows the same list. */
export interface AuditFilters {
  kind: Kind | null;
  /** Id of a person; of a machine or an operator its account. */
  person: string | null;
  account: string | null;
  /** A county, for the city. */
  tenantId: number | null;
  /** Civil days `YYYY-MM-DD`, both included. */
  from: string | null;
  to: string | null;
  /** The last row of the page before. */
  after: { at: string; id: string } | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f-]{36})$/;
const matching = (value: string | null, form: RegExp): string | null => (value && form.test(value) ? value : null);

/** Reads the filters from an address; what cannot be understood is left out. */
export function readFilters(params: Pick<URLSearchParams, 'get'>): AuditFilters {
  const kind = params.get('kind');
  const [, at, id] = PLACE.exec(params.get('after') ?? '') ?? [];
  return {
    kind: KINDS.find((one) => one === kind) ?? null,
    person: matching(params.get('person'), UUID),
    account: matching(params.get('account'), /^[\w:.@-]{1,200}$/),
    tenantId: Number(matching(params.get('region'), /^[1-9]\d{0,8}$/)) || null,
    from: readDay(params.get('from')),
    to: readDay(params.get('to')),
    after: at !== undefined && id !== undefined && UUID.test(id) ? { at, id } : null,
  };
}

/** The address of the list with these filters, starting with `?`; empty filters and the first page leave no trace. */
export function writeFilters({ after, tenantId, ...texts }: AuditFilters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(texts)) if (value !== null) params.set(name, value);
  if (tenantId !== null) params.set('region', String(tenantId));
  if (after !== null) params.set('after', `${after.at}_${after.id}`);
  return params.size > 0 ? `?${params}` : '';
}

/** Whether anything narrows the list. */
export const isNarrowed = ({ after: _, ...filters }: AuditFilters): boolean =>
  Object.values(filters).some((value) => value !== null);

/** The filters as the parameters of the workbook, which has all pages. */
export function exportParameters(filters: AuditFilters) {
  const { after: _, limit: __, ...wanted } = toQuestion(filters);
  return wanted;
}

/** The filters as the question of the gateway: civil days become instants, the last day is included. */
export const toQuestion = ({ kind, person, account, tenantId, after, ...days }: AuditFilters) => ({
  ...{ kind, personId: person, account, tenantId, after, limit: 50 },
  ...instantsOf(days),
});
