/** One message of the PostgreSQL protocol, whole: its letter (empty for the first of a connection) and all its bytes. */
export interface WireMessage {
  readonly letter: string;
  readonly bytes: Buffer;
}

/** Cuts the bytes of one direction into messages. The first message of a client has no letter. */
export function makeSplitter(firstHasLetter: boolean): (bytes: Buffer) => WireMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  let lettered = firstHasLetter;
  return (bytes) => {
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const messages: WireMessage[] = [];
    for (;;) {
      const head = lettered ? 1 : 0;
      if (rest.length < head + 4) return messages;
      const size = head + rest.readInt32BE(head);
      if (rest.length < size) return messages;
      messages.push({ letter: lettered ? String.fromCharCode(rest[0]!) : '', bytes: rest.subarray(0, size) });
      rest = rest.subarray(size);
      lettered = true;
    }
  };
}

/** SQL of a `Query` or `Parse` message; null for any other. */
export function textOf({ letter, bytes }: WireMessage): string | null {
  if (letter !== 'Q' && letter !== 'P') return null;
  const from = letter === 'Q' ? 5 : bytes.indexOf(0, 5) + 1;
  return bytes.toString('utf8', from, bytes.indexOf(0, from));
}

/** Tag of a `CommandComplete` message of the server, as `COMMIT`; null for any other. */
export function tagOf({ letter, bytes }: WireMessage): string | null {
  return letter === 'C' ? bytes.toString('latin1', 5, bytes.length - 1) : null;
}
