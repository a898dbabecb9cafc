/** Whether what is shown of a period is published: it was closed, and may be open again for a further snapshot. */
export const isPublished = ({ state }: { state: string }): boolean => state === 'closed' || state === 'reopened';

/** Whether a result is what is shown of its period: of a published one only what was frozen, not what a further snapshot may bring. */
export const isInForce = (period: { state: string }, { isFrozen }: { isFrozen: boolean }): boolean =>
  isFrozen || !isPublished(period);
