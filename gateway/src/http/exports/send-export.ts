import { Readable } from 'node:stream';
import {
  actingOf,
  civilDay,
  inTenant,
  wallText,
  writeAudit,
  type Actor,
  type Database,
  type Deps,
} from '@liangji/platform';
import type { FastifyReply } from 'fastify';
import type { ExportedList } from './exported-list.ts';
import { cellOf, sheetsOf, type Language } from './sheets.ts';
import { workbook } from './workbook.ts';

interface Reader {
  readonly database: Database;
  readonly deps: Deps;
  readonly actor: Actor;
  readonly language: Language;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/**
 * Answers with the list as a workbook, row by row as they are read, and audits it. Whatever is wrong before the first row is
 * still refused as a problem. Of more than 100,000 rows the file says below the last that it was cut.
 */
export async function sendExport<Row>(
  reply: FastifyReply,
  reader: Reader,
  list: ExportedList<Row>,
): Promise<FastifyReply> {
  const { database, deps, actor, language } = reader;
  const rows = list.rows[Symbol.asyncIterator]();
  const first = await rows.next();
  await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    writeAudit(trx, deps, actingOf(actor), {
      action: 'list.export',
      subject: list.name.en,
      data: { list: list.name.en },
    }),
  );
  const now = deps.clock.now();
  const name = fileName(list, now, reader);
  const zone = actor.tenant.timeZone;
  const sheets = sheetsOf({ ...list, rows: from(first, rows) }, now, { zone, language, by: actor.body.name });
  return reply
    .type(XLSX)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Readable.from(workbook(sheets, now), { objectMode: false }));
}

async function* from<Row>(first: IteratorResult<Row>, rest: AsyncIterator<Row>): AsyncGenerator<Row> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** What it is, of whom, and when it was read. */
function fileName<Row>(
  { name, marks }: ExportedList<Row>,
  now: Date,
  { actor, language }: Pick<Reader, 'actor' | 'language'>,
): string {
  const zone = actor.tenant.timeZone;
  const time = wallText(now, zone).slice(11, 16).replace(':', '');
  const parts = [
    name[language],
    ...marks.map((mark) => String(cellOf(mark, zone, language) ?? '')),
    civilDay(now, zone),
    time,
  ];
  return `${parts
    .filter(Boolean)
    .join('-')
    .replace(/[\\/:*?"<>|\0-\x1f]/g, ' ')}.xlsx`;
}
