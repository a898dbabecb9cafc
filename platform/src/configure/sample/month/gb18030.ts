/**
 * Text as GB18030 bytes, for the sample month only (Node decodes the encoding but does not write it): one, two or four
 * bytes a character, all of the basic plane. Throws for a character beyond it.
 */
export function encodeGb18030(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const sequence = code < 0x80 ? [code] : (twoBytes().get(char) ?? fourBytes().get(char));
    if (sequence === undefined) throw new RangeError(`beyond the basic plane: ${char}`);
    bytes.push(...sequence);
  }
  return Uint8Array.from(bytes);
}

const decoder = new TextDecoder('gb18030');
let pairs: Map<string, number[]> | undefined;
let quads: Map<string, number[]> | undefined;

/** Every two-byte sequence, read backwards. */
function twoBytes(): Map<string, number[]> {
  return (pairs ??= reversed(
    range(0x81, 0xfe).flatMap((lead) => range(0x40, 0xfe).flatMap((trail) => (trail === 0x7f ? [] : [[lead, trail]]))),
  ));
}

/** The four-byte sequences of the basic plane (lead 81 to 84), read backwards; ² and the like live here. */
function fourBytes(): Map<string, number[]> {
  return (quads ??= reversed(
    range(0x81, 0x84).flatMap((a) =>
      range(0x30, 0x39).flatMap((b) => range(0x81, 0xfe).flatMap((c) => range(0x30, 0x39).map((d) => [a, b, c, d]))),
    ),
  ));
}

function reversed(sequences: readonly number[][]): Map<string, number[]> {
  return new Map(sequences.map((bytes) => [decoder.decode(Uint8Array.from(bytes)), bytes]));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
