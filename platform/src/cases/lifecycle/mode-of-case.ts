import { Problem } from '../../kernel/problem.ts';
import type { ModeDocument } from '../../tenants/mode-document.ts';
import { modeAt, type Mode } from '../../tenants/mode-in-force.ts';

/**
 * The mode that a case began under; of one that names none, sent before its tenant had any, that of an instant of its, else the
 * first. FLOW-NO-MODE.
 */
export function modeOfCase(modes: readonly Mode[], tenantId: number, from: Date | null, at: Date): ModeDocument {
  const found =
    from === null
      ? (modeAt(modes, at) ?? modes.at(-1))
      : modes.find(({ from: begins }) => begins.getTime() === from.getTime());
  if (found === undefined) throw new Problem('FLOW-NO-MODE', { tenant: String(tenantId) });
  return found.document;
}

/**
 * The mode that a new case begins under: the one in force when it was reported; of what came before the first one, that, if it
 * is in force by now. FLOW-NO-MODE.
 */
export function modeOfNewCase(modes: readonly Mode[], tenantId: number, reportedAt: Date, now: Date): Mode {
  const begun = modes.filter(({ from }) => from <= now);
  const found = modeAt(begun, reportedAt) ?? begun.at(-1);
  if (found === undefined) throw new Problem('FLOW-NO-MODE', { tenant: String(tenantId) });
  return found;
}
