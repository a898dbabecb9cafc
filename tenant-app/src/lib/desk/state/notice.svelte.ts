const SHOWN_MS = 10_000;

/** What the desk has to say about what somebody just did, for as long as it takes to read. */
export function createNotice() {
  let sentence = $state<string | null>(null);
  let over: ReturnType<typeof setTimeout> | undefined;
  return {
    get sentence() {
      return sentence;
    },
    say(words: string) {
      sentence = words;
      clearTimeout(over);
      over = setTimeout(() => (sentence = null), SHOWN_MS);
    },
  };
}
