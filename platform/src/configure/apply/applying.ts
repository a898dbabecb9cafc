import type { Deps } from '../../kernel/deps.ts';
import type { Change, IssuedSecret } from '../change.ts';
import type { TenantScope } from '../scope.ts';

/** Who applies manifests, and whose tokens the people and machines of a tenant will show. */
export interface AppliedBy {
  /** Written into the audit: `operator:li`, `sample`. */
  readonly actor: string;
  /** Address of the realm. A moved one adds logins and keeps the people. */
  readonly issuer: string;
  /** Whether people and machines the identity provider does not know get accounts of ours: the embedded one has them. */
  readonly accounts: boolean;
}

/** What every step of applying shares: whose tenant it is, and where its changes are noted. */
export interface Applying extends AppliedBy {
  readonly deps: Deps;
  readonly scope: TenantScope;
  /** First instant of the act, the same for all of its steps. */
  readonly now: Date;
  readonly changes: Change[];
  readonly secrets: IssuedSecret[];
  /** Tenants whose effective configuration this act changed, the counties of a city among them. */
  readonly reached: Set<number>;
}
