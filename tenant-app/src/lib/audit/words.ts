import { m } from '#lib/paraglide/messages.js';
import type { Kind } from './filters.ts';

const KIND_WORDS: Record<Kind, () => string> = {
  sign_in: m.audit_sign_in,
  refused: m.audit_refused,
  upload: m.audit_upload,
  mapping: m.audit_mapping,
  period: m.audit_period,
  case: m.audit_case,
  personal: m.audit_personal,
  configuration: m.audit_configuration,
};

export const kindWord = (kind: Kind): string => KIND_WORDS[kind]();
