/** A key for a command that is sent until it is answered, and done once. Not `randomUUID`: that needs https. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Sends a command under a key. */
export const once = (key: string) => ({ context: { key } });
