import { databaseSuite } from '@liangji/infra/vitest-config';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { ...databaseSuite, setupFiles: ['./src/messages.ts'], include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
});
