// Public: what waits at a desk, and what desks need beside the cases.
export { deskNow } from './desk-now.ts';
export { listDrafts, type Draft } from './drafts/list-drafts.ts';
export { colleaguesOf, type Colleague } from './drafts/colleagues.ts';
export { listHanded, type HandedDraft } from './drafts/list-handed.ts';
export { DraftKey } from './drafts/draft-key.ts';
export { forgetDrafts } from './drafts/forget-drafts.ts';
export { audienceOf, type Audience } from './audience.ts';
export { listenForPresence, notifyPresence } from './presence-changes.ts';
