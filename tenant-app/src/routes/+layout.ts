import { browser } from '$app/env';
import { createClient } from '#lib/graphql/client.ts';
import type { LayoutLoad } from './$types.js';

const client = browser ? createClient() : null;

/** Hands every page the client it asks with: the browser's one, or a new one for this very request. */
export const load: LayoutLoad = ({ data }) => ({ ...data, client: client ?? createClient() });
