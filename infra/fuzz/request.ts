/** A request before it is sent: what a sender puts together, right or wrong. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query, as they stand in the request line. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON as a value, anything else as bytes; undefined: no body. */
  readonly body?: unknown;
}

/** What was answered, as far as it is judged. */
export interface FuzzAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** The body as it travels. */
export function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : jsonOf(body));
}

const RAW = Symbol('JSON text');

/** A piece of JSON text that stands for itself. */
export interface RawJson {
  readonly [RAW]: string;
}
export const rawJson = (text: string): RawJson => ({ [RAW]: text });

/** JSON that may also say what no JavaScript value is: numbers beyond all numbers, half characters. */
export function jsonOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (RAW in value) return (value as RawJson)[RAW];
  const fields = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${jsonOf(each)}`).join(',')}}`;
}
