import { answerTo } from '#lib/trpc/answer.ts';
import { trpc } from '#lib/trpc/client.ts';

/** Every assessment period, the latest first, with how far it is. */
export async function loadPeriodList({ fetch }: { fetch: typeof globalThis.fetch }) {
  const { periods } = await answerTo(trpc(fetch).period.list.query({}));
  return periods;
}

export type LoadedPeriods = Awaited<ReturnType<typeof loadPeriodList>>;
