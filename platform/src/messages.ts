import { ASSESSMENT_MESSAGES } from './assessment/messages.ts';
import { BACKUP_MESSAGES } from './backup/messages.ts';
import { CALENDARS_MESSAGES } from './calendars/messages.ts';
import { LIFECYCLE_MESSAGES } from './cases/lifecycle/messages.ts';
import { MEDIA_MESSAGES } from './cases/media/messages.ts';
import { CASES_MESSAGES } from './cases/messages.ts';
import { CATALOGUES_MESSAGES } from './catalogues/messages.ts';
import { COMMANDS_MESSAGES } from './commands/messages.ts';
import { CONFIGURE_MESSAGES } from './configure/messages.ts';
import { DESKS_MESSAGES } from './desks/messages.ts';
import { GEOGRAPHY_MESSAGES } from './geography/messages.ts';
import { IDENTITY_MESSAGES } from './identity/messages.ts';
import { FINDINGS_MESSAGES } from './intake/findings/messages.ts';
import { INTAKE_MESSAGES } from './intake/messages.ts';
import { install } from './kernel/message.ts';
import { KERNEL_MESSAGES } from './kernel/messages.ts';

const PARTS = [
  KERNEL_MESSAGES,
  IDENTITY_MESSAGES,
  CALENDARS_MESSAGES,
  CATALOGUES_MESSAGES,
  CASES_MESSAGES,
  LIFECYCLE_MESSAGES,
  MEDIA_MESSAGES,
  GEOGRAPHY_MESSAGES,
  COMMANDS_MESSAGES,
  INTAKE_MESSAGES,
  FINDINGS_MESSAGES,
  ASSESSMENT_MESSAGES,
  DESKS_MESSAGES,
  BACKUP_MESSAGES,
  CONFIGURE_MESSAGES,
] as const;

type Merged = typeof KERNEL_MESSAGES &
  typeof IDENTITY_MESSAGES &
  typeof CALENDARS_MESSAGES &
  typeof CATALOGUES_MESSAGES &
  typeof CASES_MESSAGES &
  typeof LIFECYCLE_MESSAGES &
  typeof MEDIA_MESSAGES &
  typeof GEOGRAPHY_MESSAGES &
  typeof COMMANDS_MESSAGES &
  typeof INTAKE_MESSAGES &
  typeof FINDINGS_MESSAGES &
  typeof ASSESSMENT_MESSAGES &
  typeof DESKS_MESSAGES &
  typeof BACKUP_MESSAGES &
  typeof CONFIGURE_MESSAGES;

declare module './kernel/message.ts' {
  interface Messages extends Merged {}
}

for (const part of PARTS) install(part);

/**
 * Everything the platform says. The class before the first dash of a code says where it belongs: ENV- envelope, KEY-
 * identity of a row, MAP- unmapped code, CASE- field rules, GEO- place, TIME- order and zone, FLOW- impossible step,
 * MEDIA- photographs and papers, PERIOD- closed period, AUTH-, QUOTA-, SCHEME- assessment scheme, CONF- configuration,
 * START- start of a process, SYS- operation. Phrases, parts of other sentences, have names in lower case.
 */
export const MESSAGES = Object.assign({}, ...PARTS) as Merged;
