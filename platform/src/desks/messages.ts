import { problem } from '../kernel/message.ts';

export const DESKS_MESSAGES = {
  'QUOTA-DRAFT-SIZE': problem(
    413,
    'county',
    '草稿超过 {limit} KB，未保存；请缩短文字。',
    'The draft is larger than {limit} KB and was not saved; shorten the text.',
  ),
  'QUOTA-DRAFTS': problem(
    409,
    'county',
    '您已有 {limit} 份草稿，未保存新的；请先删除不用的草稿。',
    'You have {limit} drafts, so no new one was saved; delete those you do not need.',
  ),
};
