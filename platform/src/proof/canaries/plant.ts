import type { RawBuilder } from 'kysely';
import type { ActingRole } from '../../database/transaction.ts';
import type { SandboxPost, SandboxTenant } from './sandbox-tenant.ts';

/** What the rows need beside their tenant: hash of its file, digest of its telephone number. */
export interface Made {
  readonly sha256: string;
  readonly phoneDigest: string;
}

/** A canary row of a table. */
export interface Plant {
  /** Who writes such rows in the running product. */
  readonly role: ActingRole;
  /** The post whose login they are of, where they are not of `data`, who reads. */
  readonly post: SandboxPost;
  readonly row: (tenant: SandboxTenant, made: Made) => RawBuilder<unknown>;
}

export const by = (role: ActingRole, row: Plant['row'], post: SandboxPost = 'data'): Plant => ({ role, row, post });
