import type { Trx } from '../../database/database.ts';
import { readScheme, type StoredScheme } from '../scheme/schemes.ts';
import { explainScore, type ScoreExplanation, type ScoreNode } from './explain-score.ts';
import { indicatorsOf, type ScoreIndicator } from './indicators.ts';
import type { Pinned, ResultDocument } from './result.ts';

/** A result as the reader has read it. */
export interface ReadResult {
  readonly cityId: number;
  /** Versions it was computed with; results of early releases pinned none. */
  readonly pinned: Partial<Pinned>;
  readonly document: ResultDocument;
}

export interface ExplainedResult extends Omit<ScoreExplanation, 'score'> {
  /** Null for a result that pinned no scheme: nothing else about it is known either. */
  readonly score: ScoreNode | null;
  readonly indicators: readonly ScoreIndicator[];
  /** What the score has lost of 100 points, printed; null without score, and where it is no weighted sum. */
  readonly lost: string | null;
}

const UNKNOWN: ExplainedResult = { score: null, unscored: [], indicators: [], noData: null, lost: null };

/** Explains results by the schemes they are pinned to, each scheme read once. For role city or county, of its own city. */
export async function explainResults(trx: Trx, results: readonly ReadResult[]): Promise<ExplainedResult[]> {
  const schemes = new Map<string, StoredScheme>();
  const explained: ExplainedResult[] = [];
  for (const { cityId, pinned, document } of results) {
    if (pinned.scheme === undefined) {
      explained.push(UNKNOWN);
      continue;
    }
    const { id, version } = pinned.scheme;
    const key = `${cityId} ${id} ${version}`;
    const stored = schemes.get(key) ?? (await readScheme(trx, cityId, id, version));
    schemes.set(key, stored);
    const explanation = explainScore(stored.scheme, document);
    explained.push({ ...explanation, indicators: indicatorsOf(explanation), lost: explanation.score.lost });
  }
  return explained;
}
