import { actingOf, requireRight, submitCases, type Actor, type Submission, type Submitted } from '@liangji/platform';
import type { IntakeDoor } from './door.ts';

/** A few rows handed over as JSON, for tRPC and GraphQL alike; a machine speaks for its own source system only. */
export async function submitAs(
  door: IntakeDoor,
  actor: Actor,
  submission: Omit<Submission, 'sourceId'>,
): Promise<Submitted> {
  requireRight(actor, 'upload');
  const submitted = await submitCases(door, actingOf(actor), { ...submission, sourceId: actor.sourceId });
  await door.queue.wake('fold', actor);
  return submitted;
}
