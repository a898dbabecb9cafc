// `npm run load -- smoke`: runs one journey with k6 against a running product. Plain JavaScript for any Node >= 20.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));
const journeys = readdirSync(join(here, 'journeys'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'));

const [journey, ...rest] = process.argv.slice(2);
if (!journey || !journeys.includes(journey)) {
  end(`Usage: npm run load -- <journey> [k6 options]; journeys: ${journeys.join(', ')}.`);
}

const k6 = process.env.K6_PATH || 'k6';
if (spawnSync(k6, ['version'], { stdio: 'ignore' }).status !== 0) {
  end(
    'k6 is not installed, so nothing was measured. Get it with: go install go.k6.io/k6@latest (and put $(go env GOPATH)/bin on PATH, or name the program in K6_PATH).',
  );
}

const origin = process.env.BASE_URL || `http://localhost:${process.env.PORT || 7300}`;
const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
if (!answer?.ok) end(`Nothing answers at ${origin}; run npm start in another terminal, or set BASE_URL.`);

const promises = join(here, 'promises', `${journey}.json`);
if (!existsSync(promises)) end(`${journey} promises nothing: ${promises} is missing.`);

const result = spawnSync(k6, ['run', ...rest, join(here, 'journeys', `${journey}.ts`)], {
  stdio: 'inherit',
  env: { ...process.env, BASE_URL: origin, K6_NO_USAGE_REPORT: 'true', DOCUMENT: documentOf('BatchReport') },
});
process.exit(result.status ?? 1);

/** The hash by which machine clients may ask this query: their contract is a folder of files named by hash. */
function documentOf(operation) {
  const folder = join(here, '..', 'gateway', 'documents', 'public');
  const file = readdirSync(folder).find((name) =>
    readFileSync(join(folder, name), 'utf8').includes(`query ${operation}(`),
  );
  if (!file) end(`There is no public document with the query ${operation}.`);
  return basename(file, '.graphql');
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
