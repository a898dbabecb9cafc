// Public: requests with something wrong in them, and what may be answered to them.
export { makeDraw } from './draw.ts';
export { verdictOf } from './judge.ts';
export { mutated } from './mutate.ts';
export { bytesOf, type FuzzRequest } from './request.ts';
