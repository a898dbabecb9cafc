import { operatorOfActor, type InTwo, type QUERIES } from '@liangji/platform';
import type { z } from 'zod';
import type { AuditExport } from '../../openapi/exports.ts';
import { aboutOf, allPages, columnsFor, momentOf, whose, type Asking } from './asking.ts';
import type { Cell, Column, ExportedList } from './exported-list.ts';
import { filled, wordOf, WORDS } from './words.ts';

type AuditPage = z.infer<typeof QUERIES.auditQuery.output>;
type AuditRow = AuditPage['rows'][number];

/** Rows that are read at a time, as many as `audit.list` gives. */
const ROWS_A_PAGE = 200;

function whoOf({ name, post, personId, account }: AuditRow): Cell {
  if (name !== null) return name;
  if (post !== null) return wordOf('post', post);
  if (personId !== null) return WORDS.audit_person;
  const operator = account === null ? null : operatorOfActor(account);
  return operator === null ? account : filled(WORDS.audit_operator, { name: operator });
}

const COLUMNS: readonly Column<AuditRow>[] = [
  { title: WORDS.audit_when, width: 18, of: ({ at }) => new Date(at) },
  { title: WORDS.audit_misdated, width: 12, of: ({ misdated }) => (misdated ? WORDS.audit_misdated : null) },
  { title: WORDS.audit_who, width: 22, of: whoOf },
  { title: WORDS.post, width: 14, of: ({ post }) => (post === null ? null : wordOf('post', post)) },
  { title: WORDS.need_unit, width: 24, of: ({ unitName }) => unitName },
  { title: WORDS.audit_what, width: 24, of: ({ words }) => words },
  { title: WORDS.audit_about, width: 30, of: ({ caseNo, about, aboutWords }) => caseNo ?? about ?? aboutWords },
  { title: WORDS.because, width: 36, of: ({ reason }) => reason },
];

/** Who did what, as its list shows it. Refused like that list before its first row. */
export async function exportedAudit(
  asking: Asking,
  { tenantId, kind, personId, account, from, before }: z.infer<typeof AuditExport>,
  read: (input: object) => Promise<AuditPage>,
): Promise<ExportedList<AuditRow>> {
  const filters = { tenantId, kind, personId, account, from, before };
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const who = personId === undefined ? (account ?? null) : await nameOf(personId, read);
  return {
    name: WORDS.audit_title,
    marks: [whose(asking, tenantId)],
    about: aboutOf(asking, tenantId, [
      [WORDS.audit_kind, kind === undefined ? null : wordOf('audit', kind)],
      [WORDS.audit_who, who],
      [WORDS.audit_from, momentOf(asking, from)],
      [WORDS.audit_to, momentOf(asking, before, '< ')],
    ]),
    columns: columnsFor(asking, (row) => asking.tenants.get(row.tenantId) ?? null, COLUMNS),
    rows: allPages<AuditRow, NonNullable<AuditPage['next']>>((after) => read({ ...given, limit: ROWS_A_PAGE, after })),
  };
}

/** People of other tenants have no name here. */
async function nameOf(personId: string, read: (input: object) => Promise<AuditPage>): Promise<string | InTwo> {
  const { people } = await read({ limit: 1 });
  return people.find(({ id }) => id === personId)?.name ?? WORDS.audit_chosen_person;
}
