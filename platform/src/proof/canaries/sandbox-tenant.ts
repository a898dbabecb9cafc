import type { Acting } from '../../database/database.ts';

/** A day long over: no job of a running installation has anything to do about it. */
export const DAY = '2020-01-02';
export const AT = `${DAY}T03:04:05Z`;
/** Class of every canary case: an event of GB/T 30428, in the committed catalogues. */
export const CANARY_CLASS = 22001;

/** A tenant of the sandbox. Its `word` stands in every text of every row it has, and nowhere else in the world. */
export interface SandboxTenant extends Acting {
  /** Its desk, which is lead of its first case too: so that departments' pages have something to show. */
  readonly unitId: number;
  /** Its department, which works the second case. */
  readonly departmentId: number;
  readonly slug: string;
  readonly word: string;
  /** Id of its batch, period, result and so on, and of the case and the task that wait at its desk. */
  readonly id: string;
  /** Id of the case of today that its department works, and of the task. */
  readonly workId: string;
  /** `sub` of its people by their posts. */
  readonly people: Readonly<Record<SandboxPost, string>>;
  /** Client id of its one machine. */
  readonly clientId: string;
  /** From which its cases were reported. */
  readonly phone: string;
}

/** Who asks for a tenant of the sandbox: its desk in three posts, its department. `data` is the assessor of a city. */
export const SANDBOX_POSTS = ['data', 'acceptor', 'dispatcher', 'department'] as const;
export type SandboxPost = (typeof SANDBOX_POSTS)[number];

/** When the sender of its case says that it is due: to the second its own. */
export const claimedDueAt = ({ tenantId }: SandboxTenant): Date =>
  new Date(Date.parse(`${DAY}T12:00:00.457Z`) + tenantId * 1000);

/** By what a row of the tenant is known in an answer that shows no text of it: word, ids, and the moment it claims. */
export const marksOf = (tenant: SandboxTenant): readonly string[] => [
  tenant.word,
  tenant.id,
  tenant.workId,
  claimedDueAt(tenant).toISOString(),
];
