import { createInterface } from 'node:readline/promises';
import { systemDeps } from '@liangji/platform';
import { readCommandEnvironment } from './environment.ts';
import { buildProgram } from './program.ts';
import { faultText } from './report-fault.ts';

// Whoever reads our output may stop reading, as `| head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

/** Yes is typed: whatever else comes, an end of the input too, is no. */
async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended]);
  terminal.close();
  return /^y(es)?$|^是$/i.test(answer.trim());
}

/** The process behind `npx liangji`: what the commands are stands in program.ts. */
try {
  await buildProgram({
    environment: readCommandEnvironment(process.env),
    deps: systemDeps,
    print: (line) => process.stdout.write(`${line}\n`),
    ...(process.stdin.isTTY ? { confirm } : {}),
    progress: process.stderr.isTTY ? process.stderr : undefined,
    setExitCode: (code) => (process.exitCode = code),
  }).parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`${faultText(error)}\n`);
  process.exitCode = 1;
}
