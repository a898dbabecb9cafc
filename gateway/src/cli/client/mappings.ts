import type { MappingInForce, PutMapping } from '@liangji/platform';
import { readAnswer } from './answers.ts';
import { withRetry } from './retry.ts';
import type { Sender } from './send-batch.ts';

/** What the gateway answers about a mapping; times are ISO texts on the wire. */
export type MappingAnswer = Omit<MappingInForce, 'versions'> & {
  readonly versions: readonly { readonly version: number; readonly fromAt: string }[];
};

/** Puts a mapping into force for the client's own source system; the same document again is no new version. */
export function sendMapping(sender: Sender, document: unknown): Promise<PutMapping> {
  return ask<PutMapping>(sender, '', { method: 'PUT', body: JSON.stringify(document) });
}

/** The mapping in force, or the version named, with all versions there have been. */
export function readMapping(sender: Sender, version?: number): Promise<MappingAnswer> {
  return ask<MappingAnswer>(sender, version === undefined ? '' : `?version=${version}`);
}

function ask<T>({ gatewayUrl, token }: Sender, query: string, more: RequestInit = {}): Promise<T> {
  return withRetry(async () => {
    const headers = {
      authorization: `Bearer ${await token()}`,
      ...(more.body && { 'content-type': 'application/json' }),
    };
    return readAnswer<T>(await fetch(`${gatewayUrl}/intake/v1/mapping${query}`, { ...more, headers }));
  });
}
