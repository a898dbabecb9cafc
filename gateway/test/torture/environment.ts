/** Which seeds the kill test runs: `count` of them, the first being `from`. */
export const readSeeds = (): { count: number; from: number } => ({
  count: Number(process.env['TORTURE_SEEDS'] ?? 20),
  from: Number(process.env['TORTURE_FROM'] ?? 1),
});

/** Environment of a test run over other seeds. */
export const environmentWithSeeds = (count: string, from: string): NodeJS.ProcessEnv => ({
  ...process.env,
  TORTURE_SEEDS: count,
  TORTURE_FROM: from,
});

/** The only variables that a process of ours inherits here. */
export const inheritedVariables = (): NodeJS.ProcessEnv => {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, NODE_COMPILE_CACHE };
};
