import type { Limit } from '../../calendars/limit.ts';
import type { EventData, EventKind, RequestKind } from '../events.ts';
import type { StepLimit } from '../limit-of-step.ts';
import type { Task } from './standing.ts';
import type { TaskKind } from './transition.ts';

/** What follows from an act. */
export interface Outcome {
  readonly events: readonly ActEvent[];
  readonly opens: readonly NewTask[];
  readonly changes: readonly TaskChange[];
}

export interface ActEvent {
  readonly kind: EventKind;
  readonly data: EventData;
  /** The body that has the case then, and reads this. */
  readonly leadUnitId: number | null;
  /** The task its writer works on. */
  readonly taskId: string | null;
  readonly isMove: boolean;
  /** When it happened, where that is not when it is done. */
  readonly at?: Date;
}

export interface NewTask {
  readonly kind: TaskKind | 'notice';
  readonly subtype: string | null;
  readonly unitId: number;
  readonly askerUnitId: number;
  /** The desk in whose name it is asked, where that is another; it commands then. */
  readonly onBehalfOfUnitId: number | null;
  /** The lead, of an assist. */
  readonly alsoUnitId: number | null;
  /** The city, where it takes part. */
  readonly otherId: number | null;
  readonly words: string | null;
  /** Its own, of an assist. */
  readonly limit: Limit | null;
  /** ISO instant by which it is to be answered, of an order. */
  readonly until: string | null;
  readonly barred: readonly string[];
}

/** A change of an open task; what is absent stays. */
export interface TaskChange {
  readonly id: string;
  readonly state?: Task['state'];
  readonly answer?: Readonly<Record<string, string>>;
  /** Null ends the request that waits. */
  readonly asks?: Asks | null;
  /** Squad or person of the body that works it from now on. */
  readonly inner?: { readonly unitId: number | null; readonly personId: string | null };
}

/** A request of the body that works the case, and who decides about it. */
export interface Asks {
  readonly request: RequestKind;
  readonly reason: string;
  /** Beside the reason; of `other` they say which. */
  readonly words: string | null;
  /** ISO instant, of a suspension. */
  readonly until: string | null;
  readonly unitId: number;
  /** The city, where it decides. */
  readonly otherId: number | null;
}

/** What the act needs to know beyond the case: looked up before. */
export interface Known {
  /** Of the filing condition given. */
  readonly limit: Limit | null;
  /** Of the stage clock that the act starts. */
  readonly stepLimit: (Limit & Partial<StepLimit>) | null;
}
