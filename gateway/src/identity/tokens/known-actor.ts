import { type Actor, Problem } from '@liangji/platform';
import type { FastifyRequest } from 'fastify';

/** Who sends a request; null for strangers and for posts that are over. Any other failure passes through. */
export async function knownActor(request: FastifyRequest): Promise<Actor | null> {
  try {
    return await request.actor();
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
