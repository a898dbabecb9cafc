/** Answers that are still on their way to a form: what is committed meanwhile waits for them. */
export function createAnswers() {
  let asked: Promise<unknown> | null = null;
  return {
    waitFor(answer: Promise<unknown>): void {
      asked = Promise.all([asked, answer]);
    },
    /** Resolves when all have come, those asked for meanwhile too; rejects as they do. */
    async arrived(): Promise<void> {
      let waited: Promise<unknown> | null;
      do {
        waited = asked;
        await waited;
      } while (waited !== asked);
    },
  };
}

export type Answers = ReturnType<typeof createAnswers>;
