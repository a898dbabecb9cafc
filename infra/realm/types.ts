/** The parts of a Keycloak 26 realm export that we write and that the embedded provider understands. */
export interface Realm {
  readonly realm: string;
  readonly displayName: string;
  /** Seconds. */
  readonly accessTokenLifespan: number;
  /** Seconds without any refresh after which the single sign-on session ends. */
  readonly ssoSessionIdleTimeout: number;
  /** Seconds after which the single sign-on session ends in any case. */
  readonly ssoSessionMaxLifespan: number;
  /** Wrong passwords in a row before an account has to wait. */
  readonly failureFactor: number;
  readonly waitIncrementSeconds: number;
  readonly clients: readonly RealmClient[];
  readonly users: readonly RealmUser[];
  /** Tenants; `alias` is the attribute `tenant` of their people. */
  readonly organizations?: readonly { readonly name: string; readonly alias: string }[];
  readonly [other: string]: unknown;
}

export interface RealmClient {
  readonly clientId: string;
  readonly name?: string;
  readonly enabled: boolean;
  readonly secret?: string;
  readonly publicClient: boolean;
  readonly bearerOnly?: boolean;
  readonly standardFlowEnabled: boolean;
  readonly serviceAccountsEnabled: boolean;
  readonly redirectUris?: readonly string[];
  /** `post.logout.redirect.uris` holds several addresses, parted by `##`. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly protocolMappers?: readonly ProtocolMapper[];
  readonly [other: string]: unknown;
}

export interface ProtocolMapper {
  readonly name: string;
  readonly protocol: 'openid-connect';
  readonly protocolMapper: 'oidc-audience-mapper' | 'oidc-hardcoded-claim-mapper' | 'oidc-usermodel-attribute-mapper';
  readonly config: Readonly<Record<string, string>>;
}

export interface RealmUser {
  readonly id: string;
  readonly username: string;
  readonly enabled: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly serviceAccountClientId?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly credentials?: readonly { readonly type: 'password'; readonly value: string; readonly temporary: boolean }[];
  readonly [other: string]: unknown;
}
