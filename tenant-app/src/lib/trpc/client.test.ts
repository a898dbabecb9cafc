import { expect, test } from 'vitest';
import { trpc } from './client.ts';

/** What the client sends. */
async function sentBy(ask: (api: ReturnType<typeof trpc>) => Promise<unknown>) {
  let sent: { method: string | undefined; url: string; body: unknown } | undefined;
  const answer = (url: unknown, init?: RequestInit) => {
    sent = { method: init?.method, url: String(url), body: init?.body };
    return Promise.resolve(new Response(JSON.stringify({ result: { data: {} } })));
  };
  await ask(trpc(answer as typeof fetch));
  return sent;
}

test.each([
  [
    'the number of a caller',
    (api: ReturnType<typeof trpc>) => api.cases.open_of_caller.query({ phone: '13812345678' }),
  ],
  ['words that are searched', (api: ReturnType<typeof trpc>) => api.cases.find.query({ words: '13812345678' })],
  ['an address', (api: ReturnType<typeof trpc>) => api.cases.locate.query({ text: '13812345678' })],
])('%s never stands in the address of a request', async (_what, ask) => {
  const sent = await sentBy(ask);
  expect(sent).toMatchObject({ method: 'POST', body: expect.stringContaining('13812345678') });
  expect(sent?.url).not.toContain('138');
});

test('another question is asked by GET', async () => {
  const sent = await sentBy((api) => api.cases.actions.query({ tenantId: 8, caseId: 'c' }));
  expect(sent).toMatchObject({ method: 'GET', url: expect.stringContaining('/trpc/cases.actions?input=') });
});
