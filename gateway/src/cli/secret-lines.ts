import type { IssuedSecret } from '@liangji/platform';
import { localTime } from './local-time.ts';
import { padded } from './summary.ts';

/** An operator holds no post of any tenant. */
const OPERATOR_NOTE = [
  '  运维人员在命令行工作（npx liangji … --operator <登录名>），没有网页可打开；该密码只用于身份服务的账号',
  '  operators work at the command line and have no pages; the password is for the account at the identity provider alone',
];

/** Passwords and secrets that were just made: this is the only place they are ever shown. */
export function secretLines(secrets: readonly IssuedSecret[]): string[] {
  const oneTime = secrets.filter(({ expiresAt }) => expiresAt !== null);
  const lasting = secrets.filter(({ expiresAt }) => expiresAt === null);
  const line = ({ name, username, secret }: IssuedSecret): string =>
    `  ${padded(name === username ? '' : name, 14)}${padded(username, 24)}${secret}`;
  return [
    ...(oneTime[0]?.expiresAt
      ? [
          `一次性密码，只显示这一次，首次登录时更改，${localTime(oneTime[0].expiresAt)} 前有效`,
          `one-time passwords, shown this once, changed at the first sign-in, good until then:`,
          ...oneTime.map(line),
          ...(oneTime.some(({ kind }) => kind === 'operator') ? OPERATOR_NOTE : []),
        ]
      : []),
    ...(lasting.length > 0
      ? ['接口密钥，只显示这一次 secrets of machine clients, shown this once:', ...lasting.map(line)]
      : []),
  ];
}
