interface Coded {
  readonly code?: string;
  readonly cause?: Coded;
}

/** What the database answered, under whatever problem a process reports it as. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, cause } = error as Coded;
  return cause?.code ?? code;
}
