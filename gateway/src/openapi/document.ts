import { COMMANDS, type Command } from '@liangji/platform';
import { z } from 'zod';
import { createDocument } from 'zod-openapi';

/** Where a command answers: `period.close` under `/api/v1/period/close`. */
export const pathOf = ({ name }: Pick<Command, 'name'>): string => `/api/v1/${name.replace('.', '/')}`;

const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    title_zh: z.string(),
    status: z.int(),
    code: z.string().describe('stable; platform/docs/errors.md explains each'),
    retryable: z.boolean(),
    details: z
      .record(z.string(), z.unknown())
      .describe('parameters of the sentence: texts, numbers, moments {at}, messages {code, params} and lists of them'),
  })
  .meta({ id: 'Problem' });

const IdempotencyKey = z
  .string()
  .min(1)
  .max(128)
  .describe('chosen by the sender: the same call again gets the first answer and changes nothing');

const json = (schema: z.ZodType) => ({ 'application/json': { schema } });

function operationOf(command: Command) {
  const { name, title } = command;
  return {
    operationId: name.replace('.', '_'),
    tags: [name.split('.')[0] ?? name],
    summary: `${title.zh} ${title.en}`,
    requestParams: { header: z.object({ 'Idempotency-Key': IdempotencyKey.optional() }) },
    requestBody: { required: true, content: json(command.input) },
    responses: {
      '200': { description: 'Done.', content: json(command.output) },
      default: {
        description: 'Refused: the problem says why.',
        content: { 'application/problem+json': { schema: ProblemBody } },
      },
    },
  };
}

/** The commands of the platform for systems that are not TypeScript, as OpenAPI 3.1. */
export function openapiDocument() {
  const commands: readonly Command[] = Object.values(COMMANDS);
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Liangji 两级',
      version: '1',
      description: 'Commands. Files go to /intake/v1, queries to /graphql.',
    },
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths: Object.fromEntries(commands.map((command) => [pathOf(command), { post: operationOf(command) }])),
  });
}
