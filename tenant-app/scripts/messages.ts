/** Compiles messages/*.json into src/lib/paraglide (not committed; the build does the same through its plugin). */
import { compile } from '@inlang/paraglide-js';
import { MESSAGES } from './messages-options.ts';

await compile(MESSAGES);
// Its worker would keep this process for half a minute more, waiting for further work.
process.exit();
