/** A key for a command that is sent until it is answered, and done once. Not `randomUUID`: that needs https. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends a command under a key. */
export const once = (key: string) => ({ context: { key } });

/** The keys of a form: the same as long as what is sent is the same, so that what got no answer is done once. */
export function newAttempt() {
  let [sent, key] = ['', ''];
  return {
    of(input: object): string {
      const text = JSON.stringify(input);
      if (text !== sent) [sent, key] = [text, newKey()];
      return key;
    },
    /** What is sent next is another one, even if it says the same. */
    over: () => void (sent = ''),
  };
}
