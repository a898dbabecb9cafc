import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProblems } from '../problems/index.ts';
import { addBodyDeadline } from './body-deadline.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = fastify();
  addProblems(app);
  addBodyDeadline(app, 0.3);
  app.post('/json', async ({ body }) => body);
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.post('/stream', { config: { streams: true } }, async ({ body }, reply) => reply.send(body));
  app.get('/', async () => 'here');
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => app.close());

/** What is answered to a request whose body comes in these pieces, 0.5 s apart; the connection's end ends it. */
async function drip(path: string, type: string, pieces: readonly string[]): Promise<string> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes.toString()));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  const length = pieces.join('').length;
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`,
  );
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await closed;
  return answer;
}

test('a body that drips is answered SYS-LATE, and its sender hung up on', async () => {
  const answer = await drip('/json', 'application/json', ['{', '"a"', ':1}']);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain('"code":"SYS-LATE"');
});

test('a body in time, an empty one and one that looks after itself go through', async () => {
  expect((await app.inject({ method: 'POST', url: '/json', payload: { a: 1 } })).json()).toEqual({ a: 1 });
  expect((await app.inject({ url: '/' })).body).toBe('here');
  expect(await drip('/stream', 'application/octet-stream', ['slow', 'ly'])).toMatch(/^HTTP\/1\.1 200 /);
});

test('a body that nobody reads ends nothing but itself', async () => {
  expect(await drip('/nothing', 'application/pdf', ['{', '}', ''])).toMatch(/^HTTP\/1\.1 404 /);
  expect((await app.inject({ url: '/' })).statusCode).toBe(200);
});
