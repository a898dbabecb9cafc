import { z } from 'zod';

/**
 * The one reader of `process.env` in the gateway's processes. Everything else receives the parsed `Environment`.
 * A missing or malformed value is reported in one sentence each, all of them at once, before anything is opened.
 */

/** Client id and audience of this gateway at the identity provider: the realm file gives every access token this `aud`. */
export const GATEWAY_AUDIENCE = 'liangji-gateway';

/** The secret the committed sample realm gives `liangji-web`; taken only beside the embedded identity provider. */
const SAMPLE_WEB_SECRET = 'liangji-web-sample';

const address = (what: string) =>
  z.url({ protocol: /^https?$/, error: `must be ${what}` }).transform((url) => url.replace(/\/+$/, ''));
const database = (role: string) =>
  z.string({ error: `is missing: the PostgreSQL address of role ${role}` }).regex(/^postgres(ql)?:\/\//, {
    error: 'must be a PostgreSQL address, postgres://user:password@host:port/database',
  });
const port = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535);

const sessionKey = z
  .string({ error: 'is missing: 32 random bytes in base64, the key that encrypts the tokens of sessions' })
  .transform((text, context) => {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length === 32) return bytes;
    context.addIssue({ code: 'custom', message: 'must be exactly 32 bytes in base64' });
    return z.NEVER;
  });

const Variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(8080),
  INTERNAL_PORT: port.default(0),
  LIANGJI_INTERNAL_HOST: z.string().default('127.0.0.1'),
  LIANGJI_HOST: z.string().default('127.0.0.1'),
  LIANGJI_ORIGIN: address('the address people type, such as https://liangji.example').optional(),
  LIANGJI_ISSUER: z
    .string({ error: 'is missing: the address of the realm, such as http://localhost:8080/realms/liangji' })
    .pipe(address('the address of the realm, such as http://localhost:8080/realms/liangji')),
  LIANGJI_IDENTITY_UPSTREAM: address('the address of the embedded identity provider').optional(),
  LIANGJI_APP_UPSTREAM: address('the address of the web app').optional(),
  LIANGJI_WEB_CLIENT: z.string().default('liangji-web'),
  LIANGJI_WEB_SECRET: z.string().optional(),
  LIANGJI_FILES: z.string({ error: 'is missing: the folder (or later bucket) that keeps uploaded files' }),
  LIANGJI_SESSION_KEY: sessionKey,
  LIANGJI_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  LIANGJI_GRAPHQL_FREE: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
  LIANGJI_DATABASE_URL_IDENTITY: database('gw_identity'),
  LIANGJI_DATABASE_URL_CITY: database('gw_city'),
  LIANGJI_DATABASE_URL_COUNTY: database('gw_county'),
  LIANGJI_DATABASE_URL_UNIT: database('gw_unit'),
  LIANGJI_DATABASE_URL_INGEST: database('ingest'),
  LIANGJI_DATABASE_URL_ROLLUP: database('rollup'),
  LIANGJI_DATABASE_URL_INTROSPECT: database('gw_introspect'),
  LIANGJI_DATABASE_URL_JOBS: database('jobs'),
  // The standard names; what else they say (protocol, headers, sampler …) is read by the library itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
});

export interface Environment {
  readonly production: boolean;
  /** Public port; 0 asks the system for a free one (tests). */
  readonly port: number;
  /** Port of metrics and reasons, never published. */
  readonly internalPort: number;
  /** Address it listens on: this machine only, unless a scraper comes from elsewhere. */
  readonly internalHost: string;
  readonly host: string;
  /** Our own origin as browsers send it, e.g. `https://liangji.example`; cookie-bearing writes must come from here. */
  readonly origin: string;
  readonly issuer: string;
  /** Where the embedded provider really listens; undefined beside a real Keycloak. */
  readonly identityUpstream: string | undefined;
  readonly appUpstream: string | undefined;
  readonly webClient: { readonly id: string; readonly secret: string };
  readonly files: string;
  /** AES-256 key, 32 bytes. */
  readonly sessionKey: Buffer;
  readonly log: string;
  /** Set when the standard OTEL_* variables ask for traces; the service name where they give one. */
  readonly tracing: { readonly service: string | undefined } | undefined;
  /** Development only: GraphQL takes any document, not just the trusted ones. */
  readonly graphqlFree: boolean;
  /** The owner's address is not among them: a process that listens must not be able to change a table or a policy. */
  readonly databaseUrls: {
    readonly identity: string;
    readonly city: string;
    readonly county: string;
    readonly unit: string;
    readonly ingest: string;
    readonly rollup: string;
    readonly introspect: string;
    readonly jobs: string;
  };
}

/** Thrown by `readEnvironment`; `sentences` has one entry per wrong value. */
export class EnvironmentFault extends Error {
  readonly sentences: readonly string[];
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'EnvironmentFault';
    this.sentences = sentences;
  }
}

/** Parses the variables of a process; throws `EnvironmentFault` naming every value that is missing or wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    throw new EnvironmentFault(parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`));
  }
  const v = parsed.data;
  const secret = v.LIANGJI_WEB_SECRET ?? (v.LIANGJI_IDENTITY_UPSTREAM ? SAMPLE_WEB_SECRET : undefined);
  const faults: string[] = [];
  if (!secret) faults.push(`LIANGJI_WEB_SECRET is missing: the secret of client ${v.LIANGJI_WEB_CLIENT} at the realm.`);
  if (v.NODE_ENV === 'production' && v.LIANGJI_IDENTITY_UPSTREAM) {
    faults.push(
      'LIANGJI_IDENTITY_UPSTREAM must not be set in production: the embedded provider is for trying out only.',
    );
  }
  if (v.NODE_ENV === 'production' && !v.LIANGJI_ORIGIN) {
    faults.push('LIANGJI_ORIGIN is missing: in production our own address cannot be guessed.');
  }
  if (v.NODE_ENV === 'production' && v.LIANGJI_GRAPHQL_FREE === '1') {
    faults.push('LIANGJI_GRAPHQL_FREE must not be set in production: only trusted documents run there.');
  }
  if (faults.length > 0) throw new EnvironmentFault(faults);
  return {
    production: v.NODE_ENV === 'production',
    port: v.PORT,
    internalPort: v.INTERNAL_PORT,
    internalHost: v.LIANGJI_INTERNAL_HOST,
    host: v.LIANGJI_HOST,
    origin: new URL(v.LIANGJI_ORIGIN ?? `http://localhost:${v.PORT}`).origin,
    issuer: v.LIANGJI_ISSUER,
    identityUpstream: v.LIANGJI_IDENTITY_UPSTREAM,
    appUpstream: v.LIANGJI_APP_UPSTREAM,
    webClient: { id: v.LIANGJI_WEB_CLIENT, secret: secret! },
    files: v.LIANGJI_FILES,
    sessionKey: v.LIANGJI_SESSION_KEY,
    log: v.LIANGJI_LOG,
    tracing: wantsTraces(v) ? { service: v.OTEL_SERVICE_NAME } : undefined,
    graphqlFree: v.LIANGJI_GRAPHQL_FREE === '1',
    databaseUrls: {
      identity: v.LIANGJI_DATABASE_URL_IDENTITY,
      city: v.LIANGJI_DATABASE_URL_CITY,
      county: v.LIANGJI_DATABASE_URL_COUNTY,
      unit: v.LIANGJI_DATABASE_URL_UNIT,
      ingest: v.LIANGJI_DATABASE_URL_INGEST,
      rollup: v.LIANGJI_DATABASE_URL_ROLLUP,
      introspect: v.LIANGJI_DATABASE_URL_INTROSPECT,
      jobs: v.LIANGJI_DATABASE_URL_JOBS,
    },
  };
}

/** Traces are on when an endpoint or an exporter is named, unless they are turned off. */
function wantsTraces(v: z.infer<typeof Variables>): boolean {
  if (v.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || v.OTEL_TRACES_EXPORTER === 'none') return false;
  return [v.OTEL_EXPORTER_OTLP_ENDPOINT, v.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, v.OTEL_TRACES_EXPORTER].some(Boolean);
}
