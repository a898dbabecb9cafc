/**
 * Whether lists and objects of a JSON text lie more than `most` deep inside of each other. Asked before parsing, because
 * whatever walks a parsed value afterwards calls itself once a level. The text need not be JSON; strings are passed over.
 */
export function isDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case LIST:
      case OBJECT:
        if (++depth > most) return true;
        break;
      case LIST_END:
      case OBJECT_END:
        depth--;
    }
  }
  return false;
}

const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
