import { answerTo } from '#lib/trpc/answer.ts';
import { trpc } from '#lib/trpc/client.ts';

/** A mapping for people: the one in force, or the version that the address names. */
export async function loadMapping(
  { fetch, url }: { fetch: typeof globalThis.fetch; url: URL },
  tenantId: number,
  sourceCode: string,
) {
  const wanted = url.searchParams.get('version');
  const version = wanted !== null && /^[1-9]\d{0,8}$/.test(wanted) ? Number(wanted) : null;
  return answerTo(trpc(fetch).mapping.read.query({ tenantId, sourceCode, version }));
}

export type LoadedMapping = Awaited<ReturnType<typeof loadMapping>>;
