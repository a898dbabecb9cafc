import type { CaseState } from '../stage.ts';
import type { SourceGroup } from '../types.ts';
import type { RequestKind } from '../events.ts';
import type { ModeDocument } from '../../tenants/mode-document.ts';
import type { ActName } from './acts.ts';
import type { Order } from './orders.ts';
import type { Post } from './posts.ts';
import type { TaskKind } from './transition.ts';

/** What the lifecycle reads of a case. */
export interface Standing {
  readonly tenantId: number;
  readonly cityId: number;
  readonly caseId: string;
  /** Null for whoever works a task without seeing the case. */
  readonly state: CaseState | null;
  readonly version: number;
  /** The baton. */
  readonly holderId: number;
  readonly holderUnitId: number;
  readonly supervisionUnitId: number;
  readonly commandUnitId: number;
  /** The desk that commands it now: who dispatched it last; before, who holds it to dispatch. */
  readonly commanderUnitId: number;
  /** Desk of the city. */
  readonly cityDeskUnitId: number;
  readonly leadUnitId: number | null;
  readonly sourceGroup: SourceGroup;
  readonly selfHandled: boolean;
  readonly reworks: number;
  readonly extensions: number;
  /** Deadline of the disposal, and its end. */
  readonly dueAt: Date | null;
  readonly disposedAt: Date | null;
  /** When it is resumed by itself, of a case that is suspended. */
  readonly resumeAt: Date | null;
  /** Those that the reader may see, in the order in which they were asked. */
  readonly tasks: readonly Task[];
  /** Who did what on the case, as far as the reader may know; for the pairs of a mode and for what was answered. */
  readonly done: readonly Deed[];
  /** Whether the case came back to the desk that has it now, from a later one. */
  readonly returned: boolean;
  /** Who handed it over last; null where that may not be known, or the clerk did it for somebody else. */
  readonly giver: Giver | null;
  /** The bodies that may work it, as far as the reader may know. */
  readonly bodies: ReadonlyMap<number, Body>;
  readonly mode: ModeDocument;
}

export interface Giver {
  readonly unitId: number;
  /** Null of a machine. */
  readonly post: string | null;
}

export interface Deed {
  /** `report` is what came before the case. */
  readonly act: ActName | 'report';
  readonly personId: string | null;
  readonly finding: string | null;
}

export interface Task {
  readonly id: string;
  readonly kind: TaskKind | 'notice';
  readonly unitId: number;
  /** Who asked it, or in whose name it was asked. */
  readonly askerUnitId: number;
  readonly state: 'open' | 'accepted' | 'answered' | 'confirmed' | 'returned' | 'withdrawn';
  /** The request of its body that waits. */
  readonly asks: RequestKind | null;
  readonly asksUnitId: number | null;
  /** What a `reply` is about; null of other tasks. */
  readonly order: Order | null;
  /** Whether its body gave it to a squad or a person of its own. */
  readonly hasInner: boolean;
  /** Until when it is to be answered; absent or null: by no time. */
  readonly dueAt?: Date | null;
  /** Persons who may not work it. */
  readonly barred: readonly string[];
}

export interface Body {
  readonly unitId: number;
  /** The tenant it belongs to: that of the case, or its city. */
  readonly homeId: number;
  readonly kind: string;
  readonly name: string;
  /** Whether it gets new work today. */
  readonly serves: boolean;
}

/** Whether somebody still has to answer it. */
export const isOpen = ({ state }: Pick<Task, 'state'>): boolean => state === 'open' || state === 'accepted';

/** The tenant of a body; one that the reader does not know is of the tenant of the case. */
export const homeOf = ({ bodies, tenantId }: Pick<Standing, 'bodies' | 'tenantId'>, unitId: number): number =>
  bodies.get(unitId)?.homeId ?? tenantId;

/** Tenant of the body that leads; null where none does. */
export const leadHomeOf = (known: Pick<Standing, 'bodies' | 'tenantId'>, unitId: number | null): number | null =>
  unitId === null ? null : homeOf(known, unitId);

/** Who acts: a body, and in it a person in a post, a machine, or the clerk. */
export interface Performer {
  readonly tenantId: number;
  readonly unitId: number;
  readonly post: Post | 'machine' | 'clerk' | 'other';
  readonly personId: string | null;
  /** Whose decision the clerk carries out: he may do what that one may, without one only what is his own. */
  readonly decidedBy?: Performer;
}
