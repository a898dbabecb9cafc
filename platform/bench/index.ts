/** What the benchmarks of other workspaces share: a durable throw-away server, a city on it, and how a figure is reported. */
export { withServer, type BenchCluster, type BenchServer } from './cluster.ts';
export { median, percentile, print, round, say, type BenchLine } from './report.ts';
export { fillCity, monthOf } from './city.ts';
export { CASE_PAGE, CASES_PAGE } from './pages.ts';
