import { phrase } from '../kernel/message.ts';

export const CATALOGUES_MESSAGES = {
  'catalogue.cjt214': phrase('CJ/T 214-2007', 'CJ/T 214-2007'),
  'catalogue.gbt30428': phrase('GB/T 30428.2-2013', 'GB/T 30428.2-2013'),
  'catalogue.gbt47678': phrase('GB/T 47678.5-2026', 'GB/T 47678.5-2026'),
};
