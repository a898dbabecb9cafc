import { describe, expect, it } from 'vitest';
import { turnedAway } from './turned-away.ts';

const answer = (status: number, body: string): Response => new Response(body, { status });

describe('somebody who may not come in', () => {
  it('reads why, in both languages', async () => {
    const body = JSON.stringify({ code: 'AUTH-STRANGER', title: 'No current post.', title_zh: '没有有效岗位。' });
    expect(await turnedAway(answer(403, body))).toEqual({ status: 403, message: '没有有效岗位。 No current post.' });
  });

  it('cannot read that an account is wrong when it is the service that does not answer', async () => {
    for (const response of [null, answer(502, '<html>bad gateway</html>'), answer(403, '<html>a proxy</html>')]) {
      expect(await turnedAway(response)).toMatchObject({ status: 503, message: expect.stringContaining('暂不可用') });
    }
  });
});
