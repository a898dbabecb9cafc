import { readProblem, type Problem } from '#lib/upload/send-file.ts';

/** What an act names, and what the camera recorded. */
export interface SentPhoto {
  readonly sha256: string;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly takenAt: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** What became of sending a photograph or paper; null for a line that was cut. */
export type PhotoSent =
  { state: 'received'; photo: SentPhoto } | { state: 'refused'; problem: Problem } | { state: 'lost' };

/** Sends a photograph or paper for the visitor's body. It waits a day for an act to name it. */
export async function sendPhoto(file: Blob, signal?: AbortSignal): Promise<PhotoSent> {
  try {
    const answer = await fetch('/media', { method: 'POST', body: file, ...(signal && { signal }) });
    const text = await answer.text();
    if (answer.ok) return { state: 'received', photo: JSON.parse(text) as SentPhoto };
    const problem = readProblem(answer.status, text);
    return problem === null ? { state: 'lost' } : { state: 'refused', problem };
  } catch (error) {
    if (signal?.aborted) throw error;
    return { state: 'lost' };
  }
}

/** The picture of an upload that no case shows yet. */
export const previewUrl = (sha256: string, size?: 'thumb' | 'screen'): string =>
  size === undefined ? `/media/${sha256}` : `/media/${sha256}?size=${size}`;
