/** Whether what is shown of a period is published: it was closed, and may be open again for a further snapshot. */
export const isPublished = ({ state }: { state: string }): boolean => state === 'closed' || state === 'reopened';
