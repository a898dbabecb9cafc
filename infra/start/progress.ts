/** The lines of a start: each with the seconds since its beginning, so that a wait is seen and can be blamed. */
export type Progress = {
  print(line: string): void;
  /** Prints what begins and, with its own seconds, that it is done. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
};

export function startProgress(write: (line: string) => void = console.log): Progress {
  const began = performance.now();
  const stamp = (): string => `[${seconds(performance.now() - began).padStart(6)}]`;
  const print = (line: string): void => write(`${stamp()} ${line}`);
  return {
    print,
    async step(name, work) {
      const from = performance.now();
      print(`${name} …`);
      const result = await work();
      print(`${name}: done in ${seconds(performance.now() - from)}`);
      return result;
    },
  };
}

/** Milliseconds as seconds with one decimal, such as `12.3 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
