import type { Acting } from '../database/database.ts';
import type { ActingRole } from '../database/transaction.ts';

/** Whoever acts, as the database knows them; never as a request body says. */
export interface Actor {
  /** Chooses the pool: a person of a city, a person of a county or zone, a source system. */
  readonly kind: 'city' | 'county' | 'machine';
  readonly tenantId: number;
  readonly cityId: number;
  readonly tenant: ActorTenant;
  /** Null for a machine. */
  readonly personId: string | null;
  /** The one source system a machine may upload for; null for a person. */
  readonly sourceId: number | null;
  /** Posts held now; at least one for a person, none for a machine. */
  readonly posts: readonly ActorPost[];
  /** Shown on screen: the person's name, or the source system's. */
  readonly name: string;
  /** Written into the audit: login subject or client id, never a personal name. */
  readonly login: string;
}

export interface ActorTenant {
  readonly slug: string;
  readonly kind: 'city' | 'county' | 'zone';
  readonly name: string;
  readonly nameEn: string;
  readonly timeZone: string;
}

export interface ActorPost {
  readonly post: string;
  readonly unitId: number;
  readonly unitName: string;
}

/** Whom a transaction of this actor acts for. */
export function actingOf(actor: Actor): Acting {
  return { tenantId: actor.tenantId, cityId: actor.cityId, actor: actor.login };
}

/** The pool an actor reads through, a machine like the people of its tenant. */
export function roleOf(actor: Pick<Actor, 'tenant'>): Extract<ActingRole, 'city' | 'county'> {
  return actor.tenant.kind === 'city' ? 'city' : 'county';
}
