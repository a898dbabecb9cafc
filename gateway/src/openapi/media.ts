import { CALL_PROBLEMS } from '@liangji/platform';
import { z } from 'zod';
import type { ZodOpenApiOperationObject } from 'zod-openapi';
import { refusalsOf } from './refusals.ts';

const ReceivedFile = z
  .object({
    sha256: z.string().describe('names the file in the `photos` of an act'),
    type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
    width: z.int().nullable().describe('pixels'),
    height: z.int().nullable().describe('pixels'),
    takenAt: z.iso.datetime().nullable().describe('as the camera says, likewise the position'),
    longitude: z.number().nullable().describe('WGS-84 degrees'),
    latitude: z.number().nullable().describe('WGS-84 degrees'),
  })
  .meta({ id: 'ReceivedFile' });

const PROBLEMS = ['MEDIA-EMPTY', 'MEDIA-TYPE', 'MEDIA-TOO-LARGE', 'MEDIA-PIXELS', 'MEDIA-DAMAGED', 'QUOTA-REQUESTS'];
const ELSEWHERE: readonly string[] = ['SYS-INPUT', 'SYS-MEDIA-TYPE'];

/** `POST /media`: no command, as it takes bytes; acts name what it answers. */
export const uploadPath: ZodOpenApiOperationObject = {
  operationId: 'media_upload',
  tags: ['media'],
  summary: '上传照片或文件 Upload a photograph or a paper',
  description:
    'JPEG、PNG、WebP 至 20 MiB，PDF 至 30 MiB，以内容为准。The bytes of one file as they are: JPEG, PNG, WebP up to 20 MiB, PDF up to 30 MiB. ' +
    'Unused for 24 hours it is removed; the same bytes again are the same file. On a case it is served at /media/{tenantId}/{caseId}/{sha256}.',
  requestBody: {
    required: true,
    content: {
      'application/octet-stream': { schema: z.string().meta({ override: { type: 'string', format: 'binary' } }) },
    },
  },
  responses: {
    '201': { description: '已收到。Received.', content: { 'application/json': { schema: ReceivedFile } } },
    ...refusalsOf([...PROBLEMS, ...CALL_PROBLEMS.filter((code) => !ELSEWHERE.includes(code))]),
  },
};
