import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBrowser } from '../identity-provider/browser.ts';
import { composeRealm } from '../realm/compose.ts';
import { root } from '../start/environment.ts';

/** An answer that refuses: its code, and why in both languages. */
export interface Refusal {
  readonly code: string;
  readonly title_zh: string;
  readonly title: string;
}

/** Somebody who is signed in. */
export interface Person {
  readonly name: string;
  readonly post: string;
  readonly cityId: number;
  /** Number of the body the person acts for. */
  readonly unitId: number;
  /** A command over `/api/v1`, such as `cases.accept`. */
  command(
    name: string,
    input: object,
  ): Promise<{ readonly done: Record<string, unknown> } | { readonly refused: Refusal }>;
  /** A question over `/trpc`. */
  question<T>(name: string, input: object): Promise<T>;
  /** A trusted document over `/graphql`, by its name. */
  read<T>(document: string, variables: object): Promise<T>;
  /** Uploads a photograph and returns its hash. */
  upload(bytes: Buffer): Promise<string>;
}

const documents = JSON.parse(readFileSync(join(root, 'gateway/documents/manifest.json'), 'utf8')) as {
  readonly name: string;
  readonly hash: string;
}[];

/**
 * Signs somebody of the sample city in through the identity provider, as a browser does. `post` is the title that the sign-in
 * page shows: `蓬溪县 · 派遣员 dispatcher`; of several the first.
 */
export async function signIn(origin: string, post: string): Promise<Person> {
  const user = composeRealm().users.find(({ attributes }) => attributes?.['description']?.[0] === post);
  if (user === undefined) throw new Error(`nobody of the sample city is ${post}`);
  // The first page itself is not needed.
  const browser = makeBrowser({ until: (url) => url === `${origin}/` });
  const form = await browser.open(`${origin}/auth/login?next=/`);
  await browser.submit(form, { username: user.username, password: user.credentials?.[0]?.value ?? '' });
  const answer = await browser.send(`${origin}/auth/me`);
  if (answer.status !== 200) throw new Error(`${user.username}, ${post}, is not signed in: ${answer.status}`);
  const me = (await answer.json()) as {
    readonly city: { readonly id: number };
    readonly post: { readonly bodyId: number };
  };
  const headers = { origin, accept: 'application/json' };
  const json = { ...headers, 'content-type': 'application/json' };

  async function ask(path: string, init: RequestInit): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await browser.send(`${origin}${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  return {
    name: `${user.lastName ?? ''}${user.firstName ?? ''}`,
    post,
    ...{ cityId: me.city.id, unitId: me.post.bodyId },
    async command(name, input) {
      const init = { method: 'POST', headers: json, body: JSON.stringify(input) };
      const { status, body } = await ask(`/api/v1/${name.replace('.', '/')}`, init);
      return status === 200 ? { done: body } : { refused: body as unknown as Refusal };
    },
    async question<T>(name: string, input: object) {
      const { status, body } = await ask(`/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, {
        headers,
      });
      if (status !== 200) throw new Error(`${name}: ${JSON.stringify(body)}`);
      return (body as { result: { data: T } }).result.data;
    },
    async read<T>(document: string, variables: object) {
      const documentId = documents.find(({ name }) => name === document)?.hash;
      const init = { method: 'POST', headers: json, body: JSON.stringify({ documentId, variables }) };
      const { body } = await ask('/graphql', init);
      if (body['errors'] !== undefined) throw new Error(`${document}: ${JSON.stringify(body['errors'])}`);
      return body['data'] as T;
    },
    async upload(bytes) {
      const init = {
        method: 'POST',
        headers: { ...headers, 'content-type': 'image/png' },
        body: new Uint8Array(bytes),
      };
      const { status, body } = await ask('/media', init);
      if (status !== 201) throw new Error(`upload: ${JSON.stringify(body)}`);
      return String(body['sha256']);
    },
  };
}
