import { bytesOf, jsonOf, type FuzzRequest } from './request.ts';
import { HEADERS, METHODS, RAW_CODES, TEXTS, VALUES } from './values.ts';

/** A number in [0, 1). */
export type Draw = () => number;

const pick = <T>(draw: Draw, values: readonly T[]): T => values[Math.floor(draw() * values.length)]!;

type Mutation = (request: FuzzRequest, draw: Draw) => FuzzRequest;

/** The request with one thing wrong, now and then with more; the same draws make the same request. */
export function mutated(request: FuzzRequest, draw: Draw): FuzzRequest {
  let wrong = request;
  do {
    wrong = pick(draw, wrong.body === undefined ? [...OF_ADDRESSES, ...OF_ALL] : [...OF_BODIES, ...OF_ALL])(
      wrong,
      draw,
    );
  } while (draw() < 0.2);
  return wrong;
}

/** One segment of the path, or one value of the query; where it is JSON (`input=` of tRPC), one value inside of it. */
const inAddress: Mutation = (request, draw) => {
  const { path, query } = apart(request.url);
  const segments = path.split('/');
  const at = Math.floor(draw() * (segments.length - 1 + query.length));
  if (at < segments.length - 1) {
    segments[at + 1] = addressText(draw);
    return { ...request, url: together(segments.join('/'), query) };
  }
  const wrong = query.map(([name, value], index): [string, string] =>
    index === at - (segments.length - 1) ? [name, wrongValue(value, draw)] : [name, value],
  );
  return { ...request, url: together(path, wrong) };
};

const moreInAddress: Mutation = (request, draw) => {
  const { path, query } = apart(request.url);
  const [name] = query.length > 0 ? pick(draw, query) : [pick(draw, ['tenantId', 'first', 'offset', 'after', 'size'])];
  return { ...request, url: together(path, [...query, [name, addressText(draw)]]) };
};

const inBody: Mutation = (request, draw) => {
  if (Buffer.isBuffer(request.body)) return { ...request, body: wrongBytes(request.body, draw) };
  return { ...request, body: wrongJson(request.body, draw) };
};

const bodyAsAWhole: Mutation = (request, draw) =>
  pick<() => FuzzRequest>(draw, [
    () => ({ ...request, body: wrongBytes(bytesOf(request.body) ?? Buffer.alloc(0), draw) }),
    () => ({ ...request, body: jsonOf(pick(draw, VALUES)) }),
    () => ({ ...request, body: '' }),
  ])();

const inHeaders: Mutation = (request, draw) => {
  const [name, value] = pick(draw, HEADERS);
  return { ...request, headers: { ...request.headers, [name]: value } };
};

const method: Mutation = (request, draw) => ({ ...request, method: pick(draw, METHODS) });

const OF_ADDRESSES: readonly Mutation[] = [inAddress, inAddress, inAddress, inAddress, moreInAddress];
const OF_BODIES: readonly Mutation[] = [inBody, inBody, inBody, inBody, inBody, bodyAsAWhole, inAddress];
const OF_ALL: readonly Mutation[] = [inHeaders, method];

/** Now and then as it may never stand in an address. */
const addressText = (draw: Draw): string =>
  draw() < 0.25 ? pick(draw, RAW_CODES) : encodeURIComponent(pick(draw, TEXTS).slice(0, 4_000).toWellFormed());

function wrongValue(encoded: string, draw: Draw): string {
  const json = parsed(encoded);
  return json === undefined || draw() < 0.2 ? addressText(draw) : shortened(jsonOf(wrongJson(json, draw)));
}

/** Node takes no more than 16 kB of headers. */
const shortened = (text: string): string => encodeURIComponent(text.toWellFormed()).slice(0, 8_000);

function parsed(encoded: string): object | undefined {
  try {
    const value: unknown = JSON.parse(decodeURIComponent(encoded));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // no JSON: a plain value
  }
}

/** The value with another one somewhere in it, a field left out, or a field too many. */
function wrongJson(value: unknown, draw: Draw): unknown {
  if (Array.isArray(value) && value.length > 0 && draw() < 0.9) {
    const at = Math.floor(draw() * value.length);
    return value.map((each: unknown, index) => (index === at ? wrongJson(each, draw) : each));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && draw() < 0.9) {
    const fields = Object.entries(value);
    const kind = draw();
    if (kind < 0.1 || fields.length === 0) return { ...value, [pick(draw, TEXTS)]: pick(draw, VALUES) };
    const [name] = pick(draw, fields);
    if (kind < 0.2) return Object.fromEntries(fields.filter(([other]) => other !== name));
    return Object.fromEntries(fields.map(([key, each]) => [key, key === name ? wrongJson(each, draw) : each]));
  }
  return pick(draw, VALUES);
}

/** Cut off, with a byte that is none of UTF-8, NUL, or twice. */
function wrongBytes(bytes: Buffer, draw: Draw): Buffer {
  const at = Math.floor(draw() * bytes.length);
  return pick<() => Buffer>(draw, [
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([0]), bytes.subarray(at)]),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]),
  ])();
}

function apart(url: string): { path: string; query: [string, string][] } {
  const [path = '', search = ''] = url.split('?', 2);
  const query = search === '' ? [] : search.split('&').map((pair): [string, string] => splitPair(pair));
  return { path, query };
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

const together = (path: string, query: readonly (readonly [string, string])[]): string =>
  query.length === 0 ? path : `${path}?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
