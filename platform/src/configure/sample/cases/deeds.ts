import type { ActName } from '../../../cases/lifecycle/acts.ts';
import type { Given } from '../../../cases/lifecycle/given.ts';

/** Who does a deed: a post of the desk that supervises, of the desk that commands, or of a body that works for them. */
export type Who =
  | 'acceptor'
  | 'shift_leader'
  | 'inspector'
  | 'leader'
  | 'dispatcher'
  | 'city_dispatcher'
  | 'collector'
  | 'checker'
  | 'department'
  | 'worker'
  | 'helper';

/** An act of a story; what it needs beside class, body and photographs, which the story knows. */
export interface Deed extends Pick<Given, 'reason' | 'words' | 'finding' | 'level' | 'order' | 'satisfaction'> {
  readonly who: Who;
  readonly act: ActName;
  /** Minutes since the deed before. */
  readonly after: number;
  /** Ends at nine in the morning so many days from now. */
  readonly untilDays?: number;
}

type More = Omit<Deed, 'who' | 'act' | 'after'>;

export const deed = (who: Who, act: ActName, after: number, more: More = {}): Deed => ({ who, act, after, ...more });
