/** What the gateway sends at `/events`, see gateway/src/events. */
export type Frame =
  | { event: 'hello'; id: null; data: { replayed: boolean } }
  | { event: 'reset'; id: string | null; data: object }
  | { event: 'case'; id: string; data: CaseChange }
  | { event: 'presence'; id: null; data: CasePlace & { people: Person[] } }
  | { event: 'heartbeat'; id: string; data: object }
  | { event: 'bye'; id: null; data: { reason: string; retry: boolean } };

export const EVENTS = ['hello', 'reset', 'case', 'presence', 'heartbeat', 'bye'] as const;

export interface CasePlace {
  tenantId: number;
  caseId: string;
}

export interface CaseChange extends CasePlace {
  version: number;
}

/** Somebody at a case; `name` only inside the own tenant. */
export interface Person {
  body: string;
  post: string;
  name: string | null;
  doing: 'looking' | 'filling';
  act: string | null;
  self: boolean;
}

export const placeKey = ({ tenantId, caseId }: CasePlace): string => `${tenantId} ${caseId}`;
