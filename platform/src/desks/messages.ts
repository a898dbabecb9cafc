import { problem } from '../kernel/message.ts';

export const DESKS_MESSAGES = {
  'FLOW-DRAFT-COLLEAGUE': problem(
    403,
    'county',
    '草稿只能移交给本单位同岗位的在岗同事。',
    'Drafts can be handed only to a colleague who holds the same post at your body now.',
  ),
  'FLOW-DRAFT-GONE': problem(
    404,
    'county',
    '没有移交给您的这份草稿，可能已接收或已过期。',
    'No such draft is handed to you; it may have been taken, or is too old.',
  ),
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
