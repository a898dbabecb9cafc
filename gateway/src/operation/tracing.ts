import type { Span, SpanOptions } from '@opentelemetry/api';

/** Runs something inside a span named so; what it throws is noted there and thrown on. */
export type InSpan = <T>(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  run: () => Promise<T>,
) => Promise<T>;

/** Without tracing a span is just the work. */
export const untraced: InSpan = (_name, _attributes, run) => run();

export interface Tracing {
  readonly inSpan: InSpan;
  /** Starts a span below the active one; the caller ends it. */
  startSpan(name: string, options: SpanOptions): Span;
  /** Runs with a span around that continues the trace named in these headers, if they name one. */
  continued(headers: object, name: string, options: SpanOptions, run: (span: Span) => void): void;
  /** Ids of the active trace, for log lines. */
  active(): { trace_id?: string; span_id?: string };
  /** Sends what is not sent yet. */
  stop(): Promise<void>;
}

/**
 * OpenTelemetry as the standard OTEL_* variables say (exporter, sampler, propagators). The library is loaded here and
 * nowhere else, and only when these variables ask for it. Metrics and logs have ways of their own: only traces are sent.
 */
export async function startTracing(serviceName: string): Promise<Tracing> {
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const { context, propagation, SpanStatusCode, trace } = await import('@opentelemetry/api');
  const sdk = new NodeSDK({ serviceName, metricReaders: [], logRecordProcessors: [] });
  sdk.start();
  const tracer = trace.getTracer('liangji');
  return {
    inSpan: (name, attributes, run) =>
      tracer.startActiveSpan(name, { attributes }, async (span) => {
        try {
          return await run();
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name }); // no message: it may quote a row
          throw error;
        } finally {
          span.end();
        }
      }),
    startSpan: (name, options) => tracer.startSpan(name, options),
    continued(headers, name, options, run) {
      const from = propagation.extract(context.active(), headers);
      const span = tracer.startSpan(name, options, from);
      context.with(trace.setSpan(from, span), () => run(span));
    },
    active() {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
    stop: () => sdk.shutdown(),
  };
}
