import type { FuzzAnswer, FuzzRequest } from './request.ts';

/**
 * What is wrong with an answer to a request that somebody sent wrongly: a fault of ours, or a refusal without a code.
 * Undefined where all is well.
 */
export function verdictOf({ method, url }: FuzzRequest, { status, type, text }: FuzzAnswer): string | undefined {
  if (status >= 500) return `answered ${status}`;
  if (text.includes('SYS-FAULT') && !describes(url)) return 'a fault of ours';
  if (status < 400 || method === 'HEAD' || isElsewhere(url) || type.startsWith('text/html')) return undefined;
  return /"code":"[A-Z]+-[A-Z0-9-]+"/.test(text) ? undefined : `refused (${status}) without a code`;
}

/** Pages that name every code there is. */
const describes = (url: string): boolean => /^\/api\/v1\/(docs|openapi\.json)/.test(url);

/** The identity provider refuses in the words of its protocols, files of the web app in those of its server. */
const isElsewhere = (url: string): boolean => /^\/(realms|_app|favicon)/.test(url);
