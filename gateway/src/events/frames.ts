/** A server-sent event. `id` is what the browser names when it comes back. */
export interface Frame {
  readonly event: 'hello' | 'case' | 'presence' | 'heartbeat' | 'reset' | 'bye';
  readonly data: object;
  readonly id?: string;
}

/** As it travels: JSON has no line breaks, so one data line holds it. */
export const frameText = ({ event, id, data }: Frame): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** A comment that fills the buffer of a proxy or an old browser, so that what follows arrives at once. */
export const PADDING = `:${' '.repeat(2048)}\n\n`;

/** Against proxies that store, compress or collect what passes through them. */
export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
} as const;
