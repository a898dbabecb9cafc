/**
 * The key of each act: the initial of its pinyin, one letter for one thing. Acts of the same letter never stand in one bar, where
 * those of one's tasks stand beside those of the case: whoever works a case signs for an order (签, Q) and replies to it (R).
 */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ accept: 'S', take: 'S', acknowledge: 'Q' },
  ...{ file: 'L', dispatch: 'P', assign_inside: 'P' },
  ...{ feed_back: 'F', answer_assist: 'F', answer_order: 'R' },
  ...{ ask_verify: 'H', answer_verify: 'H', ask_check: 'H', answer_check: 'H', call_back: 'H', resume: 'H' },
  ...{ close: 'W', pass_check: 'W', archive: 'W' },
  ...{ return_case: 'T', return_to_acceptor: 'T', to_normal_flow: 'T', fail_check: 'T', fail_closing: 'T' },
  ...{ take_back: 'T', ask_return: 'T' },
  ...{ extend: 'Y', ask_extension: 'Y', suspend: 'G', ask_suspension: 'G' },
  ...{ supervise: 'D', refuse_acceptance: 'B', refuse_filing: 'B', refuse_request: 'B' },
};

/** The key of an act; null where it has none and is found in the palette. */
export const letterOf = (act: string): string | null => LETTERS[act] ?? null;

/**
 * The act that a letter opens: the first one allowed, else the first one, so that it can say why not. Of several orders, the one
 * after that which is open.
 */
export function actOfLetter<Offered extends { readonly act: string; readonly refusal: unknown }>(
  offers: readonly Offered[],
  letter: string,
  isOpen: (offer: Offered) => boolean = () => false,
): Offered | null {
  const meant = offers.filter(({ act }) => letterOf(act) === letter);
  const allowed = meant.filter(({ refusal }) => refusal === null);
  return allowed[(allowed.findIndex(isOpen) + 1) % allowed.length] ?? meant[0] ?? null;
}
