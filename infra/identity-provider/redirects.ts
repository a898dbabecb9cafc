import type { RealmClient } from './realm.ts';

const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(\/.*|)$/;

/** Keycloak's rule for loopback addresses: the port does not count, everything else is compared to the letter. */
export function redirectAllowed(requested: string, registered: readonly string[]): boolean {
  if (registered.includes(requested)) return true;
  const loopback = LOOPBACK.exec(requested);
  return loopback !== null && registered.includes(`${loopback[1]}${loopback[2]}`);
}

/** Addresses a client may return to after signing in and after signing out. */
export function registeredRedirects(client: RealmClient): { signIn: string[]; signOut: string[] } {
  const signOut = client.attributes?.['post.logout.redirect.uris'] ?? '';
  return { signIn: [...(client.redirectUris ?? [])], signOut: signOut === '' ? [] : signOut.split('##') };
}
