import { adoptIssuer, type Database } from '@liangji/platform';
import type { CommandContext } from './context.ts';

/** Brings logins to the address of the embedded provider of this copy, where it has one; says so when some were of another. */
export async function adoptLogins({ environment, print }: CommandContext, database: Database): Promise<void> {
  if (!environment.embeddedIdentity) return;
  const brought = await adoptIssuer(database, environment.issuer);
  if (brought > 0) print(`登录改用本平台地址 logins brought to ${environment.issuer}: ${brought}`);
}
