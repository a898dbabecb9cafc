/** Classes of equal width with round limits: class `i` reaches from `edges[i]` to below `edges[i + 1]`, the last one includes it. */
export type Edges = readonly number[];

const MOST = 5;

/** At most five classes over all values, the narrowest whose limits are 1, 2 or 5 and zeros; none without values. */
export function classesOf(values: readonly number[]): Edges {
  if (values.length === 0) return [];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most) return [least, most];
  const whole = values.every(Number.isInteger); // there is nothing between two cases
  for (let power = Math.floor(Math.log10((most - least) / MOST)); ; power++) {
    for (const digit of [1, 2, 5]) {
      const width = digit * 10 ** power;
      if (whole && width < 1) continue;
      const [first, last] = [Math.floor(round(least / width)), Math.ceil(round(most / width))];
      if (last - first > MOST) continue;
      return Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * width));
    }
  }
}

/** Which class a value is in, from 0. */
export function classOf(value: number, edges: Edges): number {
  const above = edges.findIndex((edge, i) => i > 0 && value < edge);
  return above === -1 ? Math.max(0, edges.length - 2) : above - 1;
}

/** Which of the five colours of app.css a class is drawn in, so that few classes differ as much as many do. */
export function colourOf(index: number, edges: Edges): 1 | 2 | 3 | 4 | 5 {
  const classes = edges.length - 1;
  return (classes < 2 ? 3 : 1 + Math.round((index * (MOST - 1)) / (classes - 1))) as 1 | 2 | 3 | 4 | 5;
}

/** Without what binary fractions leave behind. */
const round = (value: number): number => Number(value.toPrecision(12));
