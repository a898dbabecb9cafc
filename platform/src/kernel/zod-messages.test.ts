import { expect, it } from 'vitest';
import { z } from 'zod';
import { sentence, type Message } from './message.ts';
import { must, zodMessages } from './zod-messages.ts';

const schema = z.strictObject({
  name: z.string().min(1).max(3).optional(),
  ids: z.array(z.int()).min(1).optional(),
  kind: z.enum(['a', 'b']).optional(),
  share: z.number().gt(0).optional(),
  day: z.iso.date({ error: 'input.day' }).optional(),
  zone: z
    .string()
    .check(
      must(
        (zone) => zone.startsWith('Asia/'),
        (zone): Message => ({ code: 'input.zone', params: { zone } }),
      ),
    )
    .optional(),
});

it.each([
  [{ name: 5 }, 'name：须为文字', 'name: must be text'],
  [{ name: '' }, 'name：至少 1 个字符', 'name: must have at least 1 characters'],
  [{ name: 'long' }, 'name：最多 3 个字符', 'name: must have at most 3 characters'],
  [{ ids: [] }, 'ids：至少 1 项', 'ids: must have at least 1 items'],
  [{ ids: ['x'] }, 'ids.0：须为数字', 'ids.0: must be a number'],
  [{ kind: 'c' }, 'kind：须为以下之一：a, b', 'kind: must be one of a, b'],
  [{ share: 0 }, 'share：须大于 0', 'share: must be above 0'],
  [{ day: '2026-02-30' }, 'day：须为日期 YYYY-MM-DD，且确有此日', 'day: must be a day that exists, YYYY-MM-DD'],
  [{ zone: 'Mars' }, 'zone：“Mars”不是 IANA 时区', 'zone: "Mars" is no IANA time zone'],
  [{ other: 1 }, 'body：没有这些项：other', 'body: has no such keys: other'],
  ['text', 'body：须为对象', 'body: must be an object'],
])('a fault of the input is written in both languages, with its path: %o', (input, zh, en) => {
  const { error } = schema.safeParse(input);
  const [fault] = zodMessages(error!, 'body');
  expect(sentence(fault!, 'zh')).toBe(zh);
  expect(sentence(fault!, 'en')).toBe(en);
});
