import { Counter, Gauge } from 'prom-client';
import type { Metrics } from '../operation/metrics.ts';
import type { Streams } from './streams.ts';

/** What is counted of the streams of this process. */
export interface EventCounts {
  /** Somebody listens: for the first time, from where he was cut off, or sent to ask anew because that is not known any more. */
  opened(how: 'fresh' | 'replay' | 'reset'): void;
  /** So many who listened were sent to ask anew. */
  reset(readers: number): void;
}

/** Counts nothing in a process without metrics. */
export function countEvents(metrics: Metrics | undefined, streams: Pick<Streams, 'all'>): EventCounts {
  if (metrics === undefined) return { opened: () => undefined, reset: () => undefined };
  const registers = [metrics.registry];
  new Gauge({
    ...{ name: 'liangji_event_streams', help: 'Streams of /events that are open now.', registers },
    collect() {
      this.set(streams.all().length);
    },
  });
  const opened = new Counter({
    name: 'liangji_event_streams_opened_total',
    help: 'Streams opened: fresh, continued by a replay of what was missed, or by a reset (everything is fetched anew).',
    labelNames: ['how'],
    registers,
  });
  const resets = new Counter({
    name: 'liangji_event_resets_total',
    help: 'Open streams that were sent a reset, because the database had not been heard.',
    registers,
  });
  return { opened: (how) => opened.inc({ how }), reset: (readers) => resets.inc(readers) };
}
