import { TRPCClientError } from '@trpc/client';
import { getLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';

/** The sentence of the problem a command ended with, in the visitor's language. */
export function problemSentence(failure: unknown): string {
  if (!(failure instanceof TRPCClientError)) return m.unavailable();
  const problem = (failure.data as { problem?: { title: string; title_zh: string } } | undefined)?.problem;
  if (!problem) return m.connection_lost();
  return getLocale() === 'zh' ? problem.title_zh : problem.title;
}
