import { clientOfRequest } from '#lib/graphql/client.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = () => ({ client: clientOfRequest() });
