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

/** The stable code of the problem a command ended with; null for a fault that has none. */
export function codeOf(failure: unknown): string | null {
  if (!(failure instanceof TRPCClientError)) return null;
  return (failure.data as { problem?: { code?: string } } | undefined)?.problem?.code ?? null;
}
