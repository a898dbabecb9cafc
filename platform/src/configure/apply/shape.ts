/** What two outlines are compared by: jsonb orders keys in its own way. */
export function shapeOf(outline: unknown) {
  const { type, coordinates } = outline as { type: string; coordinates: unknown };
  return { type, coordinates };
}
