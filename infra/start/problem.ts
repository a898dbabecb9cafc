/** Something the person at the terminal can understand and mend: its message is shown alone, without a stack. */
export class StartProblem extends Error {
  override name = 'StartProblem';
}

/** Thrown through whatever is running when Ctrl-C asks to stop; not a failure. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}
