import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    testTimeout: 60_000, // making a cluster takes a second, on a busy machine ten
    globalSetup: ['@liangji/infra/vitest'],
  },
});
