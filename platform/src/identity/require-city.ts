import type { Acting } from '../database/database.ts';
import { Problem } from '../kernel/problem.ts';

/** Assessment is the city's: a county that calls one of its commands gets AUTH-FORBIDDEN, whatever its posts. */
export function requireCity(acting: Acting): void {
  if (acting.tenantId !== acting.cityId) throw new Problem('AUTH-FORBIDDEN');
}
