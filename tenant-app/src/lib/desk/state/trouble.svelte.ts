import { problemSentence } from '#lib/trpc/problem.ts';

/** What could not be read or done last, in one sentence; null where all is well. */
export function createTrouble() {
  let sentence = $state<string | null>(null);
  let stays = false;
  const put = (words: string | null, isKept: boolean): void => {
    sentence = words;
    stays = isKept;
  };
  return {
    get sentence() {
      return sentence;
    },
    /** What was not done stays until it is closed: no later answer makes it good. */
    say: (words: string) => put(words, true),
    of: (thrown: unknown) => put(problemSentence(thrown), false),
    /** Something was read again. */
    recover: () => void (stays || put(null, false)),
    clear: () => put(null, false),
  };
}

export type Trouble = ReturnType<typeof createTrouble>;
