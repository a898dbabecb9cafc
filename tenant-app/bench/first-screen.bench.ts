/**
 * How much JavaScript stands between the city and its ranking, and between a desk and its list: gzip kB of everything the page
 * loads before it is alive, map and chart left out (they come when they are scrolled to). The map of a desk is in view at once
 * on a wide screen: what it adds is a figure of its own. Read from the build's own manifest.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Pages and what they may weigh, gzip kB. */
const GOALS = { city: 250, desk: 180 } as const;
const APP = new URL('../', import.meta.url);
const CLIENT = new URL('.svelte-kit/output/client/', APP);
const NODES = '.svelte-kit/generated/build/client-optimized/nodes/';

interface Chunk {
  file: string;
  imports?: string[];
}

// Builds only when a source changed since the last build; an old build would be an old answer.
const turbo = fileURLToPath(new URL('../node_modules/.bin/turbo', APP));
const build = ['run', 'build', '--filter=@liangji/tenant-app', '--output-logs=errors-only'];
const { status } = spawnSync(turbo, build, { cwd: APP, stdio: ['ignore', 2, 2] });
if (status !== 0) throw new Error('the web app could not be built');

const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', CLIENT), 'utf8')) as Record<string, Chunk>;
const nodeOf = (page: string): string => {
  const found = readdirSync(new URL(NODES, APP)).find((file) =>
    readFileSync(new URL(NODES + file, APP), 'utf8').includes(`/routes/${page}"`),
  );
  if (found === undefined) throw new Error(`the build has no page ${page}`);
  return NODES + found;
};

const entries = Object.keys(manifest).filter((key) =>
  /runtime\/client\/(client-)?entry\.js$|client-optimized\/app\.js$/.test(key),
);

/** Everything a page loads before it is alive. */
const filesOf = (page: string): Set<string> =>
  filesFrom([...entries, nodeOf('+layout.svelte'), nodeOf('+error.svelte'), nodeOf(`${page}/+page.svelte`)]);

/** The files of chunks and of all that they import at once. */
function filesFrom(keys: readonly string[]): Set<string> {
  const files = new Set<string>();
  const take = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest has no ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(take);
  };
  keys.forEach(take);
  return files;
}

/** What the map adds to the files of a page, its library among it. */
const mapOn = (files: ReadonlySet<string>): number =>
  kilobytesOf([...filesFrom(['src/lib/map/RegionMap.svelte'])].filter((file) => !files.has(file)));

function kilobytesOf(files: Iterable<string>): number {
  const sizes = [...files].map((file) => gzipSync(readFileSync(new URL(file, CLIENT)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}

const round = (kilobytes: number): number => Math.round(kilobytes * 10) / 10;

for (const [page, goal] of Object.entries(GOALS)) {
  const files = filesOf(page);
  const kilobytes = kilobytesOf(files);
  process.stdout.write(
    `${JSON.stringify({
      bench: 'first-screen',
      ratio: Math.round((kilobytes / goal) * 1000) / 1000,
      goal: '<= 1',
      met: kilobytes <= goal,
      reference: `${goal} kB of JavaScript, gzip`,
      figures: {
        ...{ kilobytes: round(kilobytes), files: files.size, page: `/${page}` },
        map_beside_kilobytes: round(mapOn(files)),
      },
    })}\n`,
  );
}
