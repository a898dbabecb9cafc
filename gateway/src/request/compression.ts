import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Text; not `text/event-stream`, which has to arrive as it happens, and not what is packed already. */
const TEXT = /^text\/(?!event-stream)|^image\/svg|[/+](?:json|xml|javascript)(?:;|$)/;

/** Quality 4 of 11 costs about what gzip costs; a window of 256 kB holds any page and keeps the memory of an answer small. */
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 },
};

/**
 * Answers of this scope are compressed for whoever asks for it (brotli, else gzip). Never for a request that another site
 * caused: what it put into the address and what the answer keeps secret would share one compressed text, whose length it
 * might measure (BREACH; decision 0070). Bodies that come in are left as they are.
 */
export async function addCompression(scope: FastifyInstance): Promise<void> {
  scope.addHook('onRequest', async (request) => {
    if (isForeign(request) || request.method === 'HEAD') delete request.headers['accept-encoding'];
  });
  scope.addHook('onSend', async (_request, reply, payload) => {
    weaken(reply);
    return payload instanceof Response ? textOf(payload, reply) : payload;
  });
  await scope.register(compress, {
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    customTypes: TEXT,
    brotliOptions: BROTLI,
  });
}

/** A strong tag would promise the same bytes, packed or not. */
function weaken(reply: FastifyReply): void {
  const etag = String(reply.getHeader('etag') ?? '');
  if (etag.startsWith('"')) reply.header('etag', `W/${etag}`);
}

/** What tRPC answers is whole already: as text its length is known, and a short one is sent as it is. */
async function textOf(response: Response, reply: FastifyReply): Promise<string> {
  reply.code(response.status).headers(Object.fromEntries(response.headers));
  return response.text();
}

/** Browsers say where a request comes from wherever its bytes are secret (https); who says nothing is no browser, or in the open. */
const isForeign = ({ headers }: FastifyRequest): boolean =>
  !['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined);
