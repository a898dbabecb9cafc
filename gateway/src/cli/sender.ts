import { EnvironmentFault } from '../environment/read-environment.ts';
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
    throw new EnvironmentFault([
      `没有设置 LIANGJI_CLIENT_SECRET（接口账号 ${options.as} 的密钥）。 LIANGJI_CLIENT_SECRET is missing: the secret of machine client ${options.as}.`,
    ]);
  }
  const gatewayUrl = (options.url ?? environment.gatewayUrl).replace(/\/+$/, '');
  const issuer = options.issuer ?? (options.url ? `${gatewayUrl}/realms/liangji` : environment.issuer);
  return { gatewayUrl, token: machineTokens(issuer, options.as, secret) };
}
