/**
 * The public interface of the platform: what the gateway, its worker and its commands may use, room by room in the order data
 * walks through them. What a room shows is in its own `index.ts`; everything else is private.
 */

export { MESSAGES } from './messages.ts'; // first: every room speaks with them
export * from './kernel/index.ts';
export * from './database/index.ts';
export * from './audit/index.ts';
export * from './calendars/index.ts';
export * from './catalogues/index.ts';
export * from './identity/index.ts';
export * from './geography/index.ts';
export * from './commands/index.ts';
export * from './files/index.ts';
export * from './tenants/index.ts';
export * from './cases/index.ts';
export * from './intake/index.ts';
export * from './assessment/index.ts';
export * from './desks/index.ts';
export * from './configure/index.ts';
export * from './backup/index.ts';
export * from './jobs/index.ts';
export * from './proof/index.ts';
export { allowedCommands, COMMANDS } from './command-list.ts';
export { QUERIES } from './query-list.ts';
