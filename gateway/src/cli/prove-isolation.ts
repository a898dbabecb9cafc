import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  huntBySql,
  plantSandbox,
  removeSandboxes,
  SANDBOX_POSTS,
  type Database,
  type Hunt,
  type Role,
  type Sandbox,
} from '@liangji/platform';
import { machineTokens } from './client/machine-token.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { urlsOfRoles } from './environment.ts';
import { appliedBy } from './operator-of.ts';
import { missingSecret } from './sender.ts';
import { fileOf, sha256Of } from './prove-isolation/canary-file.ts';
import { ownGateway, runningGateway } from './prove-isolation/gateways.ts';
import { huntThroughEndpoints, type EndpointReader } from './prove-isolation/hunt-endpoints.ts';
import { openOwnRealm, type OwnRealm } from './prove-isolation/own-realm.ts';
import { reportOf } from './prove-isolation/report.ts';

export interface ProveIsolationOptions {
  /** A real machine client of any tenant, whose token asks the running gateway. */
  readonly as?: string;
  readonly report?: string;
}

const WEB_CLIENT = 'liangji-web';
/** What the gateway's program asks with. */
const GATEWAY: readonly Role[] = [
  ...(['identity', 'city', 'county', 'unit', 'ingest', 'clerk', 'rollup', 'introspect', 'jobs'] as const),
];
/** Who else plants; the owner only takes away. */
const PLANTERS: readonly Role[] = ['operator', 'direct'];
/** A sandbox older than this was left by a run that was broken off. */
const LEFT_OVER_MS = 60 * 60_000;

/**
 * `liangji prove-isolation`: makes a sandbox city with two counties on a live installation, hunts their canary rows through
 * every entry point as the wrong tenant, takes everything away and writes a dated report. Exit code 1 on any finding.
 */
export async function runProveIsolation(context: CommandContext, options: ProveIsolationOptions): Promise<void> {
  const { environment, deps, print } = context;
  if (options.as !== undefined && environment.clientSecret === undefined) {
    throw missingSecret(options.as);
  }
  const at = deps.clock.now();
  const files = await mkdtemp(join(tmpdir(), 'liangji-proof-'));
  const realm = await openOwnRealm(WEB_CLIENT);
  try {
    await withDatabase(context, [...GATEWAY, ...PLANTERS], async (database) => {
      const { actor } = await appliedBy(context, database);
      await removeSandboxes(database, '', new Date(at.getTime() - LEFT_OVER_MS));
      const sandbox = await plantSandbox(database, deps, { actor, issuer: realm.issuer, accounts: false }, sha256Of);
      const notAsked: string[] = [];
      let hunts: Hunt[];
      let removed: number;
      try {
        await layFiles(files, sandbox);
        hunts = [
          await huntBySql(database, sandbox),
          ...(await huntInside(context, database, sandbox, realm, files)),
          ...(await huntRunning(context, sandbox, options.as, notAsked)),
        ];
      } finally {
        removed = await removeSandboxes(database, sandbox.city.slug, deps.clock.now());
      }
      const proof = { at, installation: environment.gatewayUrl, sandbox, hunts, notAsked, removed };
      const text = reportOf(proof);
      const path = options.report ?? `isolation-${at.toISOString().slice(0, 16).replace(/[T:]/g, '-')}.md`;
      await writeFile(path, text);
      for (const line of text.split('\n').filter((each) => /^[|*-]/.test(each))) print(line);
      print(`报告 report: ${path}`);
      if (hunts.some(({ findings }) => findings.length > 0)) context.setExitCode(1);
    });
  } finally {
    realm.close();
    await rm(files, { recursive: true, force: true });
  }
}

/** The gateway's program in this process, with signed tokens of both counties: their people, their machines, and nobody. */
async function huntInside(
  { environment, deps }: CommandContext,
  database: Database,
  { city, counties: [a, b] }: Sandbox,
  realm: OwnRealm,
  files: string,
): Promise<Hunt[]> {
  const gateway = await ownGateway(database, deps, urlsOfRoles(environment, GATEWAY), realm.issuer, files);
  const readers = [[a, b] as const, [b, a] as const].flatMap(([own, foreign]) =>
    ([...SANDBOX_POSTS, 'machine'] as const).map((who): EndpointReader => {
      return { name: `${who} of ${own.slug}`, authorization: realm.bearer(own, who), own, foreign: [foreign] };
    }),
  );
  const nobody: EndpointReader = { name: 'nobody', authorization: undefined, own: undefined, foreign: [city, a, b] };
  try {
    return await huntThroughEndpoints('own process, own realm', gateway, [...readers, nobody]);
  } finally {
    await gateway.close();
  }
}

/** The running gateway, without a token and with a real one of a tenant outside the sandbox. */
async function huntRunning(
  { environment }: CommandContext,
  { city, counties }: Sandbox,
  client: string | undefined,
  notAsked: string[],
): Promise<Hunt[]> {
  const gateway = runningGateway(environment.gatewayUrl);
  const foreign = [city, ...counties];
  const readers: EndpointReader[] = [{ name: 'nobody', authorization: undefined, own: undefined, foreign }];
  notAsked.push(
    '运行中的网关未以沙箱单位身份提问：其认证域不认识沙箱。The running gateway was not asked as a sandbox county, whom its realm does not know; the same program was, inside this command.',
  );
  if (client === undefined) {
    notAsked.push(
      '未指定 --as：运行中的网关只以未登录身份提问。No --as: the running gateway was asked without a token only.',
    );
  } else {
    const token = await machineTokens(environment.issuer, client, environment.clientSecret ?? '')();
    readers.push({ name: client, authorization: `Bearer ${token}`, own: undefined, foreign });
  }
  const alive = await fetch(`${environment.gatewayUrl}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
  if (!alive && client === undefined) {
    notAsked.push(`运行中的网关没有应答。The running gateway does not answer at ${environment.gatewayUrl}.`);
    return [];
  }
  return huntThroughEndpoints(`running gateway ${environment.gatewayUrl}`, gateway, readers);
}

async function layFiles(files: string, { city, counties }: Sandbox): Promise<void> {
  for (const { tenantId, word } of [city, ...counties]) {
    await mkdir(join(files, String(tenantId)), { recursive: true });
    await writeFile(join(files, String(tenantId), sha256Of(word)), fileOf(word));
  }
}
