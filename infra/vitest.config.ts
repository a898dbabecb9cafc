import { defineConfig } from 'vitest/config';
import { databaseSuite } from './vitest/config.ts';

export default defineConfig({ test: { ...databaseSuite, include: ['**/*.test.ts'] } });
