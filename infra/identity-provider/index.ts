import { inTwo } from '../in-two.ts';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openAccounts } from './accounts.ts';
import { identityHandler } from './handler.ts';
import { loadKeys, type Keys } from './keys.ts';
import { readRealm } from './realm.ts';
import { openStore } from './store.ts';

export { makeSigningKey, type Keys, type SigningKey } from './keys.ts';

/** The sample realm, committed beside this code. */
export const SAMPLE_REALM_FILE = new URL('../realm/liangji-realm.json', import.meta.url).pathname;

export interface IdentityOptions {
  /** Public address of the realm as the gateway's origin shows it, e.g. `http://localhost:8080/realms/liangji`. */
  readonly issuer: string;
  /** Folder of this installation; the keys live in its `identity/`. Or the keys themselves (tests). */
  readonly home?: string;
  readonly keys?: Keys;
  readonly realmFile?: string;
  /** Address of role gw_accounts; without it only the accounts of the realm file exist. */
  readonly accountsUrl?: string;
  /** Whether the sign-in page offers the people of the realm file; default true. */
  readonly listsPeople?: boolean;
  /** Port of our own, loopback only; 0 takes a free one. */
  readonly port?: number;
  readonly now?: () => number;
  readonly onFault?: (error: unknown) => void;
}

/**
 * Starts the embedded identity provider on the loopback interface. It serves a Keycloak realm file at Keycloak's paths
 * and exists for trying the product out: with NODE_ENV=production it refuses in one sentence.
 */
export async function startIdentity(options: IdentityOptions): Promise<{ port: number; stop(): Promise<void> }> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error(
      inTwo(
        'START-PRODUCTION',
        '内置认证服务仅供试用，生产环境请把 LIANGJI_ISSUER 设为 Keycloak 的认证域。',
        'The embedded identity provider is for trying out only: in production set LIANGJI_ISSUER to a Keycloak.',
      ),
    );
  }
  const keys = options.keys ?? (options.home ? loadKeys(options.home) : undefined);
  if (!keys) throw new Error('startIdentity needs a home folder or keys.');
  const now = options.now ?? (() => Date.now()); // asked each time, so that a test may move the clock
  const store = openStore(options.home ? join(options.home, 'identity', 'state.json') : undefined, now);
  const accounts = options.accountsUrl === undefined ? undefined : openAccounts(options.accountsUrl);
  const server = createServer(
    identityHandler({
      directory: { realm: readRealm(options.realmFile ?? SAMPLE_REALM_FILE), accounts },
      listsPeople: options.listsPeople ?? true,
      keys,
      store,
      issuer: options.issuer.replace(/\/+$/, ''),
      now,
      onFault: options.onFault ?? ((error) => console.error(error)),
    }),
  );
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      await accounts?.close();
      store.save();
    },
  };
}
