import { readFileSync } from 'node:fs';

/**
 * Reads one of our own small fixture files (header line, commas, no quotes) into records. A quote or a short line is
 * refused, because it would mean that the file needs a real parser.
 */
export function readFixture(path: URL): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line, index) => {
    const cells = line.split(',');
    if (line.includes('"') || cells.length !== names.length) {
      throw new Error(`${path.pathname} line ${index + 2} is not plain comma-separated text`);
    }
    return Object.fromEntries(names.map((name, column) => [name, cells[column]!]));
  });
}
