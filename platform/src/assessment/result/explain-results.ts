import type { Trx } from '../../database/database.ts';
import { readScheme, type StoredScheme } from '../scheme/schemes.ts';
import { explainScore, type ScoreExplanation } from './explain-score.ts';
import { indicatorsOf, type ScoreIndicator } from './indicators.ts';
import type { Pinned, ResultDocument } from './result.ts';

/** A result as the reader has read it. */
export interface ReadResult {
  readonly cityId: number;
  readonly pinned: Pinned;
  readonly document: ResultDocument;
}

export interface ExplainedResult extends ScoreExplanation {
  readonly indicators: readonly ScoreIndicator[];
}

/** Explains results by the schemes they are pinned to, each scheme read once. For role city or county, of its own city. */
export async function explainResults(trx: Trx, results: readonly ReadResult[]): Promise<ExplainedResult[]> {
  const schemes = new Map<string, StoredScheme>();
  const explained: ExplainedResult[] = [];
  for (const { cityId, pinned, document } of results) {
    const { id, version } = pinned.scheme;
    const key = `${cityId} ${id} ${version}`;
    const stored = schemes.get(key) ?? (await readScheme(trx, cityId, id, version));
    schemes.set(key, stored);
    const explanation = explainScore(stored.scheme, document);
    explained.push({ ...explanation, indicators: indicatorsOf(explanation) });
  }
  return explained;
}
