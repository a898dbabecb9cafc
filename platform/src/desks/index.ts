// Public: what waits at a desk.
export { countDesk, type Counted } from './count-desk.ts';
