import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { trustedDocuments } from './scripts/trusted-documents.ts';

export default defineConfig({
  plugins: [trustedDocuments(), svelte({ configFile: false })],
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: './scripts/test-setup.ts',
    chaiConfig: { truncateThreshold: 2_000 }, // what differs is read in the line that fails
    testTimeout: 60_000, // ends what hangs; on a busy machine a pure function may wait for seconds
  },
});
