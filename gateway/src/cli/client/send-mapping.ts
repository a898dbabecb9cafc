import { readAnswer } from './answers.ts';
import { withRetry } from './retry.ts';
import type { Sender } from './send-batch.ts';

/** Puts a mapping into force for the client's own source system; the same document again is no new version. */
export function sendMapping(
  { gatewayUrl, token }: Sender,
  document: unknown,
): Promise<{ version: number; created: boolean }> {
  return withRetry(async () => {
    const response = await fetch(`${gatewayUrl}/intake/v1/mapping`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: JSON.stringify(document),
    });
    return readAnswer(response);
  });
}
