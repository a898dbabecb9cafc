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

const WEB_CLIENT = 'liangji-web';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const port = z.coerce.number().int().min(0).max(65535);
const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));
const database = z.string().regex(/^postgres(ql)?:\/\//);
const sessionKey = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32);

/** What gateway and worker both read. */
const Shared = z.object({
  INTERNAL_PORT: port.default(0),
  LIANGJI_INTERNAL_HOST: z.string().default('127.0.0.1'),
  LIANGJI_FILES: z.string(),
  LIANGJI_LOG: z.enum(LOG_LEVELS).default('info'),
  LIANGJI_DATABASE_URL_IDENTITY: database,
  LIANGJI_DATABASE_URL_INGEST: database,
  LIANGJI_DATABASE_URL_ROLLUP: database,
  LIANGJI_DATABASE_URL_JOBS: database,
  // The standard names; what else they say (protocol, headers, sampler …) is read by the library itself.
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
});

const WorkerVariables = Shared.extend({ LIANGJI_DATABASE_URL_CLERK: database });

const Variables = Shared.extend({
  NODE_ENV: z.string().optional(),
  PORT: port.default(8080),
  LIANGJI_HOST: z.string().default('127.0.0.1'),
  LIANGJI_ORIGIN: address.optional(),
  LIANGJI_ISSUER: address,
  LIANGJI_IDENTITY_UPSTREAM: address.optional(),
  LIANGJI_APP_UPSTREAM: address.optional(),
  LIANGJI_WEB_CLIENT: z.string().default(WEB_CLIENT),
  LIANGJI_WEB_SECRET: z.string().optional(),
  LIANGJI_SESSION_KEY: sessionKey,
  LIANGJI_REQUESTS_A_MINUTE: z.coerce.number().int().min(1).max(100_000_000).default(60_000),
  LIANGJI_GRAPHQL_FREE: z.enum(['0', '1']).default('0'),
  LIANGJI_DATABASE_URL_CITY: database,
  LIANGJI_DATABASE_URL_COUNTY: database,
  LIANGJI_DATABASE_URL_UNIT: database,
  LIANGJI_DATABASE_URL_INTROSPECT: database,
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
  LIANGJI_REQUESTS_A_MINUTE: message('start.requests'),
  LIANGJI_GRAPHQL_FREE: message('start.switch'),
};

/** What every process of ours knows of its surroundings. */
export interface ProcessEnvironment {
  /** Port of metrics and reasons, never published. */
  readonly internalPort: number;
  /** Address it listens on: this machine only, unless a scraper comes from elsewhere. */
  readonly internalHost: string;
  readonly files: string;
  readonly log: string;
  /** Set when the standard OTEL_* variables ask for traces; the service name where they give one. */
  readonly tracing: { readonly service: string | undefined } | undefined;
}

/** Of the worker: no session, no realm, no desk. */
export interface WorkerEnvironment extends ProcessEnvironment {
  readonly databaseUrls: Readonly<Record<'identity' | 'ingest' | 'clerk' | 'rollup' | 'jobs', string>>;
}

export interface Environment extends ProcessEnvironment {
  readonly production: boolean;
  /** Public port; 0 asks the system for a free one (tests). */
  readonly port: number;
  readonly host: string;
  /** Our own origin as browsers send it, e.g. `https://liangji.example`; cookie-bearing writes must come from here. */
  readonly origin: string;
  readonly issuer: string;
  /** Where the embedded provider really listens; undefined beside a real Keycloak. */
  readonly identityUpstream: string | undefined;
  readonly appUpstream: string | undefined;
  readonly webClient: { readonly id: string; readonly secret: string };
  /** AES-256 key, 32 bytes. */
  readonly sessionKey: Buffer;
  /** What the people and machines of one tenant may ask in a minute, over all gateway processes. */
  readonly requestsAMinute: number;
  /** Development only: GraphQL takes any document, not just the trusted ones. */
  readonly graphqlFree: boolean;
  /** The owner's address is not among them: a process that listens must not be able to change a table or a policy. */
  readonly databaseUrls: Readonly<
    Record<'identity' | 'city' | 'county' | 'unit' | 'ingest' | 'rollup' | 'introspect' | 'jobs', string>
  >;
}

type Given = Readonly<Record<string, string | undefined>>;

/** One fault for each variable that is missing or has another shape. */
function faultsOf(error: z.ZodError, given: Given): Message[] {
  const wrong = new Set(error.issues.map((issue) => String(issue.path[0])));
  return [...wrong].map((name) => {
    const what = WHAT[name] ?? databaseAddress(name);
    return message(given[name] === undefined ? 'START-MISSING' : 'START-VALUE', { name, what });
  });
}

/** Shells and compose files set to nothing what they do not set. */
const withoutEmpty = (variables: Given): Given =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));

/** Parses the variables of the worker; throws `EnvironmentFault` naming every value that is missing or wrong. */
export function readWorkerEnvironment(variables: Given): WorkerEnvironment {
  const given = withoutEmpty(variables);
  const parsed = WorkerVariables.safeParse(given);
  if (!parsed.success) throw new EnvironmentFault(faultsOf(parsed.error, given));
  const v = parsed.data;
  return {
    ...ofProcess(v),
    databaseUrls: {
      identity: v.LIANGJI_DATABASE_URL_IDENTITY,
      ingest: v.LIANGJI_DATABASE_URL_INGEST,
      clerk: v.LIANGJI_DATABASE_URL_CLERK,
      rollup: v.LIANGJI_DATABASE_URL_ROLLUP,
      jobs: v.LIANGJI_DATABASE_URL_JOBS,
    },
  };
}

/** What must be set or must not, depending on other variables; named in the same round as what is simply missing. */
function faultsTogether(given: Given): Message[] {
  const faults: Message[] = [];
  const missing = (name: string, what: Message) => faults.push(message('START-MISSING', { name, what }));
  const forbidden = (name: string, reason: Message) => faults.push(message('START-PRODUCTION', { name, reason }));
  if (!given['LIANGJI_WEB_SECRET'] && !given['LIANGJI_IDENTITY_UPSTREAM']) {
    const client = given['LIANGJI_WEB_CLIENT'] ?? WEB_CLIENT;
    missing('LIANGJI_WEB_SECRET', message('start.web-secret', { client }));
  }
  if (given['NODE_ENV'] !== 'production') return faults;
  if (given['LIANGJI_IDENTITY_UPSTREAM']) forbidden('LIANGJI_IDENTITY_UPSTREAM', message('start.tried-out'));
  if (given['LIANGJI_GRAPHQL_FREE'] === '1') forbidden('LIANGJI_GRAPHQL_FREE', message('start.trusted'));
  // In production our own address cannot be guessed.
  if (!given['LIANGJI_ORIGIN']) missing('LIANGJI_ORIGIN', message('start.origin'));
  return faults;
}

/** Parses the variables of the gateway; throws `EnvironmentFault` naming every value that is missing or wrong. */
export function readEnvironment(variables: Given): Environment {
  const given = withoutEmpty(variables);
  const parsed = Variables.safeParse(given);
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error, given)), ...faultsTogether(given)];
  if (!parsed.success || faults.length > 0) throw new EnvironmentFault(faults);
  const v = parsed.data;
  return {
    ...ofProcess(v),
    production: v.NODE_ENV === 'production',
    port: v.PORT,
    host: v.LIANGJI_HOST,
    origin: new URL(v.LIANGJI_ORIGIN ?? `http://localhost:${v.PORT}`).origin,
    issuer: v.LIANGJI_ISSUER,
    identityUpstream: v.LIANGJI_IDENTITY_UPSTREAM,
    appUpstream: v.LIANGJI_APP_UPSTREAM,
    webClient: { id: v.LIANGJI_WEB_CLIENT, secret: v.LIANGJI_WEB_SECRET ?? SAMPLE_WEB_SECRET },
    sessionKey: v.LIANGJI_SESSION_KEY,
    requestsAMinute: v.LIANGJI_REQUESTS_A_MINUTE,
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

const ofProcess = (v: z.infer<typeof Shared>): ProcessEnvironment => ({
  internalPort: v.INTERNAL_PORT,
  internalHost: v.LIANGJI_INTERNAL_HOST,
  files: v.LIANGJI_FILES,
  log: v.LIANGJI_LOG,
  tracing: wantsTraces(v) ? { service: v.OTEL_SERVICE_NAME } : undefined,
});

/** Traces are on when an endpoint or an exporter is named, unless they are turned off. */
function wantsTraces(v: z.infer<typeof Shared>): boolean {
  if (v.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || v.OTEL_TRACES_EXPORTER === 'none') return false;
  return [v.OTEL_EXPORTER_OTLP_ENDPOINT, v.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, v.OTEL_TRACES_EXPORTER].some(Boolean);
}
