/** The type of the tree in `Result.explanation`, for the web app; no code leaves here. */
export type { ScoreNode } from '@liangji/platform';
