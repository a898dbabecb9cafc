import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProblem, StartProblem, unknownOption } from './problem.ts';

/** The clone: two folders above this file. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export type StartEnvironment = {
  /** LIANGJI_HOME: everything this copy writes lies here. */
  home: string;
  /** PORT: the only public one. */
  port: number;
  /** --empty: without the sample city. */
  empty: boolean;
  /** LIANGJI_ISSUER: a realm to use instead of the embedded provider; undefined = embedded. */
  issuer: string | undefined;
  /** What child processes inherit. */
  inherited: NodeJS.ProcessEnv;
};

const usage = `npm start [-- --empty]

  --empty        不带示例城市启动 start without the sample city
  PORT           网页端口 the port of the web address (default 7300)
  LIANGJI_HOME   全部数据的文件夹 the folder of all data (default .liangji in the clone)
  LIANGJI_ISSUER Keycloak 认证域 the realm of a Keycloak (npm run keycloak prints the whole line; default: the embedded provider)`;

/**
 * The one place of this room that reads process.env and the command line.
 * @throws StartProblem for a value that cannot be used
 */
export function readStartEnvironment(args: string[], env: NodeJS.ProcessEnv): StartEnvironment {
  const unknown = args.find((arg) => arg !== '--empty');
  if (unknown !== undefined) {
    throw unknown === '--help' ? new StartProblem(usage) : unknownOption(unknown, usage);
  }
  if (env['NODE_ENV'] === 'production') {
    throw startProblem(
      'START-PRODUCTION',
      'npm start 仅供试用，不能在 NODE_ENV=production 下运行。',
      'npm start is for trying things out and does not run with NODE_ENV=production.',
    );
  }
  return {
    home: readHomeEnvironment(env),
    port: portOf(env['PORT']),
    empty: args.includes('--empty'),
    issuer: issuerOf(env['LIANGJI_ISSUER']),
    inherited: env,
  };
}

/** LIANGJI_HOME as an absolute path; a relative one counts from the clone. */
export function readHomeEnvironment(env: NodeJS.ProcessEnv): string {
  return resolve(root, env['LIANGJI_HOME'] || '.liangji');
}

function portOf(text: string | undefined): number {
  if (!text) return 7300;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return port;
  throw startProblem(
    'START-VALUE',
    `PORT 为 ${text}，须为 1 至 65535 的数字。`,
    `PORT is ${text}, but must be a number from 1 to 65535.`,
  );
}

function issuerOf(text: string | undefined): string | undefined {
  if (!text) return undefined;
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text.replace(/\/+$/, '');
  throw startProblem(
    'START-VALUE',
    `LIANGJI_ISSUER 为 ${text}，须为认证域地址，如 http://localhost:8180/realms/liangji。`,
    `LIANGJI_ISSUER is ${text}, but must be the address of a realm, such as http://localhost:8180/realms/liangji.`,
  );
}
