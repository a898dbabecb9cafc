import { COMMANDS, QUERIES, type Command, type CommandServices, type Query } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import type { Environment } from '../environment/read-environment.ts';
import { PAGE_HEADERS } from '../problems/index.ts';
import { answerQuery } from './answer-query.ts';
import { openapiDocument } from './document.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import { pathOf } from './operations.ts';
import { performCounted } from '../quota/perform-counted.ts';
import { documentPage } from './page/document-page.ts';

/**
 * `POST /api/v1/<aggregate>/<words>`: every command and query as JSON, for systems that are not TypeScript;
 * `/api/v1/openapi.json` describes them to programs, `/api/v1/docs` to people.
 */
export function addOpenapi(
  app: FastifyInstance,
  services: CommandServices & { readonly environment: Pick<Environment, 'issuer'> },
): void {
  const document = openapiDocument(services.environment.issuer);
  const config = { quota: null } as const; // for anybody
  const [text, page] = [JSON.stringify(document), documentPage(document)];
  app.get('/api/v1/openapi.json', { config }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(text),
  );
  app.get('/api/v1/docs', { config }, (_request, reply) => reply.headers(PAGE_HEADERS).send(page));
  const commands: readonly Command[] = Object.values(COMMANDS);
  for (const command of commands) {
    app.post(pathOf(command), async (request, reply) => {
      const actor = await request.actor();
      const call = { input: request.body, key: idempotencyKeyOf(request) };
      const answer = await performCounted(services, actor, command, call, request.use);
      return reply.header('cache-control', 'no-store').send(answer);
    });
  }
  for (const query of Object.values(QUERIES) as unknown as readonly Query<unknown, unknown>[]) {
    app.post(pathOf(query), async (request, reply) => {
      const actor = await request.actor();
      const answer = await answerQuery(services, actor, query, request.body);
      return reply.header('cache-control', 'no-store').send(answer);
    });
  }
}
