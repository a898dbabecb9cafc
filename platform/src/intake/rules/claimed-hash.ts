/**
 * Stands before the stored hash of a row whose content was taken as claims: the name that it came under was given to a case of
 * ours, and what comes under it later is a claim too.
 */
const CLAIMED = 'claimed:';

/** As stored, of a row taken as claims. */
export const claimedHash = (contentHash: string): string => CLAIMED + contentHash;

/** As stored, of a row that is to be looked at again whatever it says: no row has that content. */
export const LOOK_AGAIN = CLAIMED;

export const isClaimed = (stored: string): boolean => stored.startsWith(CLAIMED);

export const withoutMark = (stored: string): string => (isClaimed(stored) ? stored.slice(CLAIMED.length) : stored);
