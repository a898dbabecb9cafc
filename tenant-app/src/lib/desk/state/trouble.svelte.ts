import { problemSentence } from '#lib/trpc/problem.ts';

/** What could not be read or done last, in one sentence; null where all is well. */
export function createTrouble() {
  let sentence = $state<string | null>(null);
  return {
    get sentence() {
      return sentence;
    },
    say: (words: string) => void (sentence = words),
    of: (thrown: unknown) => void (sentence = problemSentence(thrown)),
    clear: () => void (sentence = null),
  };
}

export type Trouble = ReturnType<typeof createTrouble>;
