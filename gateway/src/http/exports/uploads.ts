import { OUTCOMES_AS_SHOWN, type InTwo, type Outcome } from '@liangji/platform';
import type { z } from 'zod';
import type { UploadsExport } from '../../openapi/exports.ts';
import {
  aboutOf,
  allPages,
  columnsFor,
  countyOf,
  isOfCity,
  momentOf,
  pageOf,
  ROWS_A_PAGE,
  whose,
  type AskDocument,
  type Asking,
  type Connection,
} from './asking.ts';
import type { Column, ExportedList } from './exported-list.ts';
import { filled, wordOf, WORDS } from './words.ts';

/** An upload as the list `batches` answers it. */
interface Upload extends Readonly<Record<`${Outcome}Count`, number>> {
  readonly tenantId: number;
  readonly fileName: string | null;
  readonly clientBatchId: string;
  readonly state: string;
  readonly rowCount: number | null;
  readonly warningCount: number;
  readonly receivedAt: string;
  readonly sender: { readonly kind: string; readonly name: string } | null;
  readonly source: { readonly name: string } | null;
}

const documentFor = (reach: 'tenantId' | 'cityId'): string => `
  query ExportUploads(
    $${reach}: Int!, $states: [String], $rejectedFrom: Int, $receivedFrom: Datetime, $receivedBefore: Datetime,
    $first: PageSize!, $after: Cursor
  ) {
    batches(
      ${reach}: $${reach}, states: $states, rejectedFrom: $rejectedFrom, receivedFrom: $receivedFrom,
      receivedBefore: $receivedBefore, first: $first, after: $after
    ) {
      pageInfo { endCursor hasNextPage }
      nodes {
        tenantId id fileName clientBatchId state rowCount warningCount receivedAt
        ${OUTCOMES_AS_SHOWN.map((outcome) => `${outcome}Count`).join(' ')}
        sender { kind name }
        source { tenantId id name }
      }
    }
  }`;
const DOCUMENTS = { tenantId: documentFor('tenantId'), cityId: documentFor('cityId') };

/** A city knows the machines of its counties by name, and not their people. */
function senderOf(sender: Upload['sender'], isForeign: boolean): InTwo | string | null {
  if (sender === null) return isForeign ? WORDS.person_of_county : null;
  return sender.kind === 'machine' ? filled(WORDS.machine_client, { name: sender.name }) : sender.name;
}

/** The uploads of a county, or of all counties of a city, as their list shows them. */
export function exportedUploads(
  asking: Asking,
  asked: z.infer<typeof UploadsExport>,
  ask: AskDocument,
): ExportedList<Upload> {
  const { tenantId, state, rejectedFrom, receivedFrom, receivedBefore } = asked;
  const county = countyOf(asking, tenantId);
  const reach = county === null ? { cityId: asking.actor.cityId } : { tenantId: county };
  const document = county === null ? DOCUMENTS.cityId : DOCUMENTS.tenantId;
  const narrowed = { states: state === undefined ? null : [state], rejectedFrom, receivedFrom, receivedBefore };
  const columns: Column<Upload>[] = [
    { title: WORDS.file, width: 36, of: ({ fileName, clientBatchId }) => fileName ?? clientBatchId },
    { title: WORDS.source_system, width: 24, of: ({ source }) => source?.name ?? null },
    { title: WORDS.received, width: 18, of: ({ receivedAt }) => new Date(receivedAt) },
    { title: WORDS.sent_by, width: 24, of: ({ sender }) => senderOf(sender, isOfCity(asking)) },
    { title: WORDS.state, width: 22, of: (one) => wordOf('batch', one.state) },
    { title: WORDS.rows, width: 10, of: ({ rowCount }) => rowCount },
    ...OUTCOMES_AS_SHOWN.map((outcome): Column<Upload> => ({
      ...{ title: WORDS[`outcome_${outcome}`], width: 12 },
      of: (one) => one[`${outcome}Count`],
    })),
    { title: WORDS.warnings, width: 10, of: ({ warningCount }) => warningCount },
  ];
  return {
    name: WORDS.uploads_title,
    marks: [whose(asking, tenantId)],
    about: aboutOf(asking, tenantId, [
      [WORDS.state, state === undefined ? null : wordOf('batch', state)],
      [WORDS.outcome_rejected, rejectedFrom === undefined ? null : `≥ ${rejectedFrom}`],
      [WORDS.received_from, momentOf(asking, receivedFrom)],
      [WORDS.received_to, momentOf(asking, receivedBefore, '< ')],
    ]),
    columns: columnsFor(asking, (one) => asking.tenants.get(one.tenantId) ?? null, columns),
    rows: allPages(async (after: string | null) => {
      const { batches } = await ask(document, { ...reach, ...narrowed, first: ROWS_A_PAGE, after });
      return pageOf<Upload>(batches as Connection);
    }),
  };
}
