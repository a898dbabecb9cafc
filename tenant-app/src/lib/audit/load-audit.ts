import { redirect } from '@sveltejs/kit';
import { trpc } from '#lib/trpc/client.ts';
import { answerTo } from '#lib/trpc/answer.ts';
import { readFilters, toQuestion, writeFilters } from './filters.ts';

/** A page of who did what, as the address asks for it. */
export async function loadAudit({ fetch, url }: { fetch: typeof globalThis.fetch; url: URL }) {
  const filters = readFilters(url.searchParams);
  // The form sends every control, empty ones too: the address keeps only what narrows the list.
  if ([...url.searchParams.values()].includes('')) redirect(303, url.pathname + writeFilters(filters));
  const page = await answerTo(trpc(fetch).audit.list.query(toQuestion(filters)));
  return { filters, page };
}

export type AuditPage = Awaited<ReturnType<typeof loadAudit>>['page'];
export type AuditRow = AuditPage['rows'][number];
