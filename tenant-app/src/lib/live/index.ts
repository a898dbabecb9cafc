import { readable } from 'svelte/store';
import type { Readable } from 'svelte/store';

/* The shape of the live client, without a stream behind it. */

export interface Present {
  body: string;
  post: string;
  name: string | null;
  doing: 'looking' | 'filling';
  act: string | null;
  self: boolean;
}

export interface LiveStatus {
  state: 'live' | 'reconnecting' | 'offline';
  since: number | null;
  heardAt: number | null;
  reason: string | null;
}

type Undo = () => void;
interface CaseName {
  tenantId: number;
  caseId: string;
}

const nothing = (): Undo => () => undefined;

export const onCase = (_handler: (change: CaseName & { version: number }) => void): Undo => nothing();
export const onReset = (_handler: () => void): Undo => nothing();
export const onPresence = (_of: CaseName, _handler: (people: Present[]) => void): Undo => nothing();
export const beHere = (_at: CaseName, _doing: 'looking' | 'filling', _act?: string): Undo => nothing();
export const startLive = (): Undo => nothing();
export const liveStatus: Readable<LiveStatus> = readable({ state: 'live', since: null, heardAt: null, reason: null });
