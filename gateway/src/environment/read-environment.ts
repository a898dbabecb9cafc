import { message, type Message } from '@liangji/platform';
import { z } from 'zod';
import { databaseAddress, EnvironmentFault } from './environment-fault.ts';

/**
 * The one reader of `process.env` in the gateway's processes. Everything else receives the parsed `Environment`.
 * A missing or malformed value is reported in one sentence each, all of them at once, before anything is opened.
 */

/** Client id and audience of this gateway at the identity provider: the realm file gives every access token this `aud`. */
export const GATEWAY_AUDIENCE = 'liangji-gateway';

/** The secret the committed sample realm gives `liangji-web`; taken only beside the embedded identity provider. */
const SAMPLE_WEB_SECRET = 'liangji-web-sample';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const port = z.coerce.number().int().min(0).max(65535);
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const database = z.string().regex(/^postgres(ql)?:\/\//);
const sessionKey = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32);

const Variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(8080),
  INTERNAL_PORT: port.default(0),
  LIANGJI_INTERNAL_HOST: z.string().default('127.0.0.1'),
  LIANGJI_HOST: z.string().default('127.0.0.1'),
  LIANGJI_ORIGIN: address.optional(),
  LIANGJI_ISSUER: address,
  LIANGJI_IDENTITY_UPSTREAM: address.optional(),
  LIANGJI_APP_UPSTREAM: address.optional(),
  LIANGJI_WEB_CLIENT: z.string().default('liangji-web'),
  LIANGJI_WEB_SECRET: z.string().optional(),
  LIANGJI_FILES: z.string(),
  LIANGJI_SESSION_KEY: sessionKey,
  LIANGJI_LOG: z.enum(LOG_LEVELS).default('info'),
  LIANGJI_GRAPHQL_FREE: z.enum(['0', '1']).default('0'),
  LIANGJI_DATABASE_URL_IDENTITY: database,
  LIANGJI_DATABASE_URL_CITY: database,
  LIANGJI_DATABASE_URL_COUNTY: database,
  LIANGJI_DATABASE_URL_UNIT: database,
  LIANGJI_DATABASE_URL_INGEST: database,
  LIANGJI_DATABASE_URL_CLERK: database,
  LIANGJI_DATABASE_URL_ROLLUP: database,
  LIANGJI_DATABASE_URL_INTROSPECT: database,
  LIANGJI_DATABASE_URL_JOBS: database,
  // The standard names; what else they say (protocol, headers, sampler …) is read by the library itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
});

/** What a variable holds, for whoever left it out or gave it another shape. */
const WHAT: Readonly<Record<string, Message>> = {
  PORT: message('start.port'),
  INTERNAL_PORT: message('start.port'),
  LIANGJI_ORIGIN: message('start.origin'),
  LIANGJI_ISSUER: message('start.issuer'),
  LIANGJI_IDENTITY_UPSTREAM: message('start.identity'),
  LIANGJI_APP_UPSTREAM: message('start.app'),
  LIANGJI_FILES: message('start.files'),
  LIANGJI_SESSION_KEY: message('start.session-key'),
  LIANGJI_LOG: message('start.log', { values: LOG_LEVELS.join(', ') }),
  LIANGJI_GRAPHQL_FREE: message('start.switch'),
};

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
    readonly clerk: string;
    readonly rollup: string;
    readonly introspect: string;
    readonly jobs: string;
  };
}

/** Parses the variables of a process; throws `EnvironmentFault` naming every value that is missing or wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
    throw new EnvironmentFault(
      [...wrong].map((name) => {
        const what = WHAT[name] ?? databaseAddress(name);
        return given[name] === undefined
          ? message('START-MISSING', { name, what })
          : message('START-VALUE', { name, what });
      }),
    );
  }
  const v = parsed.data;
  const secret = v.LIANGJI_WEB_SECRET ?? (v.LIANGJI_IDENTITY_UPSTREAM ? SAMPLE_WEB_SECRET : undefined);
  const faults: Message[] = [];
  if (!secret) {
    const what = message('start.web-secret', { client: v.LIANGJI_WEB_CLIENT });
    faults.push(message('START-MISSING', { name: 'LIANGJI_WEB_SECRET', what }));
  }
  if (v.NODE_ENV === 'production') {
    const forbidden = (name: string, reason: Message) => faults.push(message('START-PRODUCTION', { name, reason }));
    if (v.LIANGJI_IDENTITY_UPSTREAM) forbidden('LIANGJI_IDENTITY_UPSTREAM', message('start.tried-out'));
    if (v.LIANGJI_GRAPHQL_FREE === '1') forbidden('LIANGJI_GRAPHQL_FREE', message('start.trusted'));
    // In production our own address cannot be guessed.
    if (!v.LIANGJI_ORIGIN)
      faults.push(message('START-MISSING', { name: 'LIANGJI_ORIGIN', what: message('start.origin') }));
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
      clerk: v.LIANGJI_DATABASE_URL_CLERK,
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
