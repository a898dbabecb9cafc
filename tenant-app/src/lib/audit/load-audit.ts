import { trpc } from '#lib/trpc/client.ts';
import { answerTo } from '#lib/trpc/answer.ts';
import { leaveOutEmpty } from '#lib/ui/empty-filters.ts';
import { readFilters, toQuestion, writeFilters } from './filters.ts';

/** A page of who did what, as the address asks for it. */
export async function loadAudit({ fetch, url }: { fetch: typeof globalThis.fetch; url: URL }) {
  const filters = readFilters(url.searchParams);
  leaveOutEmpty(url, writeFilters(filters));
  const page = await answerTo(trpc(fetch).audit.list.query(toQuestion(filters)));
  return { filters, page };
}

export type AuditPage = Awaited<ReturnType<typeof loadAudit>>['page'];
export type AuditRow = AuditPage['rows'][number];
