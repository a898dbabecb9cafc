import { operatorActor, operatorNamed, type AppliedBy, type Database } from '@liangji/platform';
import type { CommandContext } from './context.ts';

/** Whose accounts people get, and the operator who acts: LIANGJI_OPERATOR, else the only one there is. */
export async function appliedBy({ environment }: CommandContext, database: Database): Promise<AppliedBy> {
  const { issuer, embeddedIdentity: accounts, operator } = environment;
  return { actor: operatorActor(await operatorNamed(database, operator)), issuer, accounts };
}
