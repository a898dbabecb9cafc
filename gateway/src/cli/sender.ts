import { message, Problem } from '@liangji/platform';
import { EnvironmentFault } from '../environment/environment-fault.ts';
import { machineTokens } from './client/machine-token.ts';
import type { Sender } from './client/send-batch.ts';
import type { CommandContext } from './context.ts';

/** Options of every command that speaks to a gateway as a machine client. */
export interface SenderOptions {
  readonly as: string;
  readonly url?: string;
  readonly issuer?: string;
}

/** The machine client a command speaks as; refuses in one sentence without its secret. */
export function senderOf({ environment }: CommandContext, options: SenderOptions): Sender {
  const secret = environment.clientSecret;
  if (secret === undefined) {
    throw missingSecret(options.as);
  }
  for (const option of ['url', 'issuer'] as const) {
    const value = options[option];
    if (value === undefined || /^https?:/.test(URL.parse(value)?.href ?? '')) continue;
    throw new Problem('SYS-INPUT', { reason: message('option.address', { option: `--${option}`, value }) });
  }
  const gatewayUrl = (options.url ?? environment.gatewayUrl).replace(/\/+$/, '');
  const issuer = options.issuer ?? (options.url ? `${gatewayUrl}/realms/liangji` : environment.issuer);
  return { gatewayUrl, token: machineTokens(issuer, options.as, secret) };
}

/** Nobody can speak as a machine client without its secret. */
export function missingSecret(client: string): EnvironmentFault {
  const what = message('start.client-secret', { client });
  return new EnvironmentFault([message('START-MISSING', { name: 'LIANGJI_CLIENT_SECRET', what })]);
}
