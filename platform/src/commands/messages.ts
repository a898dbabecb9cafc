import { problem } from '../kernel/message.ts';

export const COMMANDS_MESSAGES = {
  'KEY-COMMAND-REUSED': problem(
    409,
    'county',
    '幂等键 {key} 已用于其他操作或其他内容。',
    'Idempotency key {key} was used for another command or other content.',
  ),
  'KEY-COMMAND-INVALID': problem(
    400,
    'county',
    '幂等键须为 1–128 个可见的 ASCII 字符。',
    'An idempotency key has 1–128 printable ASCII characters.',
  ),
};
