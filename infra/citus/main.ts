import { runCheck } from './run-check.ts';
import { distribute } from './move/distribute.ts';
import { readCitusEnvironment } from './environment.ts';
import { Client } from 'pg';

/** `npm run citus`: one question and one command, see README.md. */
async function main(): Promise<boolean> {
  const given = readCitusEnvironment(process.argv.slice(2), process.env);
  if (given.task === 'check') return runCheck(given.inherited, (text) => console.log(text));
  const client = new Client({ connectionString: given.url, application_name: 'liangji citus' });
  await client.connect();
  try {
    await distribute(client, (text) => console.log(text));
  } finally {
    await client.end();
  }
  return true;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
