import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { countAttempts } from './attempts.ts';
import { configurationOf } from './configuration.ts';
import { publicKeyText, type Keys } from './keys.ts';
import { pageHeaders } from './pages/layout.ts';
import { messagePage } from './pages/outcomes.ts';
import type { Directory } from './directory.ts';
import { redirectAllowed } from './redirects.ts';
import { secretMatches } from './secrets.ts';
import { handleSignIn, type SignIn } from './sign-in.ts';
import type { Store } from './store.ts';
import { userinfo } from './userinfo.ts';

/** Wrong passwords from one address in a row before that address has to wait: a whole office may sit behind it. */
const CALLER_LIMIT = 30;

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Keycloak ignores the port of loopback redirects; oidc-provider does so for native clients only. */
function useKeycloaksRedirectRule(provider: Provider): void {
  const prototype = provider.Client.prototype;
  prototype.redirectUriAllowed = function (uri: string) {
    return redirectAllowed(uri, this.redirectUris ?? []);
  };
  prototype.postLogoutRedirectUriAllowed = function (uri: string) {
    return redirectAllowed(uri, this.postLogoutRedirectUris ?? []);
  };
}

/** A machine client the platform gave its secret is known by the hash only. */
function useHashedSecrets(provider: Provider, { realm }: Directory): void {
  const prototype = provider.Client.prototype as {
    compareClientSecret(this: Client, given: string): boolean | Promise<boolean>;
  };
  const compare = prototype.compareClientSecret;
  prototype.compareClientSecret = function (given) {
    if (realm.clients.some(({ clientId }) => clientId === this.clientId)) return compare.call(this, given);
    return secretMatches(this.clientSecret ?? '', given);
  };
}

type Client = InstanceType<Provider['Client']>;

/** The provider as a request listener that serves `issuer`'s path at Keycloak's addresses. */
export function identityHandler(options: {
  readonly directory: Directory;
  /** Whether the sign-in page offers the people of the realm file. */
  readonly listsPeople: boolean;
  readonly keys: Keys;
  readonly store: Store;
  readonly issuer: string;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}): RequestListener {
  const { directory, listsPeople, keys, store, issuer, now, onFault } = options;
  const { realm } = directory;
  const origin = new URL(issuer);
  const base = origin.pathname;
  const provider = new Provider(issuer, {
    ...configurationOf(directory, keys, store, base),
    discovery: { userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo` },
  });
  provider.proxy = true; // the headers it then believes are written by us, below
  provider.on('server_error', (_ctx, error) => onFault(error));
  useKeycloaksRedirectRule(provider);
  useHashedSecrets(provider, directory);
  const serve = provider.callback();
  const signIn: SignIn = {
    provider,
    directory,
    listsPeople,
    choosing: new Map(),
    now,
    perAccount: countAttempts(realm.failureFactor, realm.waitIncrementSeconds * 1000, now),
    perCaller: countAttempts(CALLER_LIMIT, realm.waitIncrementSeconds * 1000, now),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const [path = '/'] = url.split('?', 1);
    // Whatever a caller or proxy claims, we are served under the issuer's own address and nothing else.
    request.headers['x-forwarded-host'] = origin.host;
    request.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1);
    if (path === base) {
      return json(response, 200, {
        realm: realm.realm,
        public_key: publicKeyText(keys.signing[0]!),
        'token-service': `${issuer}/protocol/openid-connect`,
        'tokens-not-before': 0,
      });
    }
    if (path.startsWith(`${base}/login/`)) return handleSignIn(signIn, request, response);
    if (path === `${base}/protocol/openid-connect/userinfo`) {
      const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const who = userinfo(token, keys.signing, issuer, now() / 1000);
      return who ? json(response, 200, who) : json(response, 401, { error: 'invalid_token' });
    }
    if (!path.startsWith(`${base}/`)) return json(response, 404, { error: 'Realm does not exist' });
    Object.assign(request, { originalUrl: url });
    request.url = url.slice(base.length);
    await serve(request, response);
  }

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      onFault(error);
      if (response.headersSent) return response.destroy();
      response.writeHead(500, pageHeaders());
      response.end(messagePage('登录服务出错', 'The sign-in service failed'));
    });
  };
}
