import adapter from '@sveltejs/adapter-node';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { MESSAGES } from './scripts/messages-options.ts';
import { trustedDocuments } from './scripts/trusted-documents.ts';

export default defineConfig({
  plugins: [
    tailwindcss(),
    paraglideVitePlugin(MESSAGES),
    trustedDocuments(),
    sveltekit({
      adapter: adapter(),
      // Styles come within the page: over a slow line a file of its own costs a way there and back before anything is drawn.
      inlineStyleThreshold: 65_536,
      // Whether a new build is served; a desk is open all day on one page.
      version: { pollInterval: 5 * 60_000 },
      csp: {
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'worker-src': ['self', 'blob:'],
          'base-uri': ['self'],
          'object-src': ['none'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
