import { checkScheme } from '../../src/assessment/scheme/check-scheme.ts';
import type { Scheme } from '../../src/assessment/scheme/compile-scheme.ts';
import { evaluate, type EvaluationInput } from '../../src/assessment/scheme/evaluate.ts';
import { shippedSchemes } from '../../src/assessment/scheme/shipped-schemes.ts';
import type { ResultDocument } from '../../src/assessment/result/result.ts';

/** The document of a shipped scheme. */
export function shipped(id: string): Record<string, unknown> {
  const found = (shippedSchemes() as Record<string, unknown>[]).find((document) => document['id'] === id);
  if (found === undefined) throw new Error(`no shipped scheme ${id}`);
  return found;
}

/** A scheme that must be sound. */
export function sound(document: unknown): Scheme {
  const checked = checkScheme(document);
  if (!checked.ok) throw new Error(JSON.stringify(checked.reasons));
  return checked.scheme;
}

/** The document of a result, as it comes back from the database. */
export function storedResult(scheme: Scheme, input: EvaluationInput): ResultDocument {
  const document = { ...evaluate(scheme, input), cells: input.cells ?? {}, dueToDay: '2026-11-01' };
  return JSON.parse(JSON.stringify(document)) as ResultDocument;
}
