/** Kinds of units that are a desk: they read and act as their tenant does, and what nobody holds lies there. */
export const DESK_KINDS = ['centre', 'sub_centre'] as const;

/** Whether a unit of this kind is a desk. */
export const isDesk = (kind: string): boolean => (DESK_KINDS as readonly string[]).includes(kind);
