/** Text as GB18030 (Node reads it but does not write it): ASCII and the two-byte characters, which is all we generate. */
export function gb18030Of(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 2);
  let size = 0;
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (code < 0x80) {
      bytes[size++] = code;
      continue;
    }
    const pair = pairs().get(char);
    if (pair === undefined) throw new RangeError(`not among the two-byte characters: ${char}`);
    size = bytes.writeUInt16BE(pair, size);
  }
  return bytes.subarray(0, size);
}

let known: Map<string, number> | undefined;

function pairs(): Map<string, number> {
  if (known !== undefined) return known;
  known = new Map();
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail !== 0x7f) known.set(decoder.decode(Uint8Array.of(lead, trail)), lead * 256 + trail);
    }
  }
  return known;
}
