import cliProgress from 'cli-progress';

export interface Bars {
  /** Moves the bar; another label means that the step before is done and a new bar begins. */
  show(label: string, done: number, total: number): void;
  stop(): void;
}

/** One bar at a time where somebody watches; silent in a log. */
export function drawBars(stream: NodeJS.WriteStream | undefined): Bars {
  if (stream === undefined) return { show: () => {}, stop: () => {} };
  let current: { readonly label: string; readonly bar: cliProgress.SingleBar } | undefined;
  const stop = (): void => {
    current?.bar.stop();
    current = undefined;
  };
  return {
    show(label, done, total) {
      if (current?.label !== label) {
        stop();
        const bar = new cliProgress.SingleBar({ stream, format: `${label} [{bar}] {percentage}%  {value}/{total}` });
        bar.start(total, 0);
        current = { label, bar };
      }
      current.bar.update(Math.min(done, total));
    },
    stop,
  };
}
