import type { Acting } from '../database/database.ts';
import type { ActingRole } from '../database/transaction.ts';
import { isDesk } from '../units/desk.ts';

/** Pools of those who ask for pages and send commands. */
export type ActorPool = Extract<ActingRole, 'city' | 'county' | 'unit'>;

/** Whoever acts, as the database knows them; never as a request body says. Always a body, and what acts for it. */
export interface Actor {
  /** A person by the pool of the body, or a source system. */
  readonly kind: ActorPool | 'machine';
  /** The pool it reads and writes through, see `poolOf`. */
  readonly pool: ActorPool;
  readonly tenantId: number;
  readonly cityId: number;
  readonly tenant: ActorTenant;
  /** For whom it acts. */
  readonly body: ActorBody;
  /** Null for a machine. */
  readonly personId: string | null;
  /** The post the person acts in; null for a machine. */
  readonly post: ActorPost | null;
  /** The one source system a machine may upload for; null for a person. */
  readonly sourceId: number | null;
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
  readonly cityName: string;
  readonly cityNameEn: string;
  readonly timeZone: string;
}

/** A unit that works cases in its own name; every unit of a tenant belongs to one. */
export interface ActorBody {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  /** Of the desk of a tenant: desks that ended before it. What still lies with them is its own. */
  readonly replaces?: readonly number[];
}

/** A body with the desks it replaces: what is addressed to one of them is its own. */
export const unitsOf = ({ id, replaces = [] }: Pick<ActorBody, 'id' | 'replaces'>): readonly number[] => [
  id,
  ...replaces,
];

/** A post and the body its holder acts for. Of somebody seconded that is the body that sent him. */
export interface ActorPost {
  readonly id: string;
  readonly post: string;
  readonly unitName: string;
  readonly body: ActorBody;
  /** The instant from which it is held no more; null while no end is known. */
  readonly to: Date | null;
}

/** The centre and the sub-centre are the desks of their tenant and read as it does; every other body reads as itself. */
export function poolOf(tenant: Pick<ActorTenant, 'kind'>, body: Pick<ActorBody, 'kind'>): ActorPool {
  if (!isDesk(body.kind)) return 'unit';
  return tenant.kind === 'city' ? 'city' : 'county';
}

/** Whom a transaction of this actor acts for. */
export function actingOf(actor: Actor): Acting {
  const { tenantId, cityId, body, login, personId, post } = actor;
  return { tenantId, cityId, unitId: body.id, actor: login, personId, post: post?.post ?? null };
}
