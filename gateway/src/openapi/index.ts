import { COMMANDS, perform, type Command, type CommandServices } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { openapiDocument, pathOf } from './document.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';

/** `POST /api/v1/<aggregate>/<verb>`: every command as JSON, for systems that are not TypeScript; `/api/v1/openapi.json` describes them. */
export function addOpenapi(app: FastifyInstance, services: CommandServices): void {
  const document = JSON.stringify(openapiDocument());
  app.get('/api/v1/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(document));
  const commands: readonly Command[] = Object.values(COMMANDS);
  for (const command of commands) {
    app.post(pathOf(command), async (request, reply) => {
      const actor = await request.actor();
      const answer = await perform(services, actor, command, { input: request.body, key: idempotencyKeyOf(request) });
      return reply.header('cache-control', 'no-store').send(answer);
    });
  }
}
