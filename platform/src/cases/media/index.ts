// Public: photographs and papers on a case.
export { receiveMedia, type ReceivedMedia } from './receive-media.ts';
export { findOnCase, findUpload, openMedia, type SeenMedia } from './open-media.ts';
export { removeUnusedMedia } from './remove-unused.ts';
export { mediaTooLarge } from './recognise.ts';
export { MOST_MEDIA_BYTES, type MediaSize } from './media-types.ts';
