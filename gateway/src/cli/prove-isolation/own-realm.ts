import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SandboxPost, SandboxTenant } from '@liangji/platform';
import { GATEWAY_AUDIENCE } from '../../environment/read-environment.ts';

/** A realm that lives as long as the hunt and knows nobody but the people of the sandbox. */
export interface OwnRealm {
  readonly issuer: string;
  /** A signed token of a person in a post or of the machine of a sandbox tenant, as `Authorization`. */
  bearer(tenant: SandboxTenant, who: SandboxPost | 'machine'): string;
  close(): void;
}

const LIFETIME_S = 600;

/** Opens the realm on a free local port. No gateway trusts it but the one that is started with it. */
export async function openOwnRealm(webClient: string): Promise<OwnRealm> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] });
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(keys));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/isolation-proof`;
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    issuer,
    bearer({ people, clientId, slug }, who) {
      const now = Math.floor(Date.now() / 1000);
      const head = encode({ alg: 'RS256', typ: 'JWT', kid });
      const claims = encode({
        iss: issuer,
        sub: who === 'machine' ? clientId : people[who],
        azp: who === 'machine' ? clientId : webClient,
        aud: [GATEWAY_AUDIENCE],
        typ: 'Bearer',
        tenant: slug,
        iat: now,
        exp: now + LIFETIME_S,
      });
      const signature = createSign('RSA-SHA256').update(`${head}.${claims}`).sign(privateKey, 'base64url');
      return `Bearer ${head}.${claims}.${signature}`;
    },
    close: () => void server.close(),
  };
}
