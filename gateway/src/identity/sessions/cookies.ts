import type { CookieSerializeOptions } from '@fastify/cookie';

/** Names and flags of our cookies for one origin. */
export interface Cookies {
  readonly session: { readonly name: string; readonly options: CookieSerializeOptions };
  /** One per running sign-in, so that two tabs do not disturb each other; `key` is the start of its state. */
  signIn(key: string): { readonly name: string; readonly options: CookieSerializeOptions };
}

/** A sign-in must be finished within this time, seconds. */
export const SIGN_IN_SECONDS = 600;

/**
 * HttpOnly and SameSite=Lax always; on https also Secure and the `__Host-` prefix, which no sub-domain can overwrite.
 * Browsers ignore ports in cookies, so on http the name carries the port: two copies on one machine stay apart.
 */
export function cookiesOf(origin: string): Cookies {
  const { protocol, port } = new URL(origin);
  const secure = protocol === 'https:';
  const name = (what: string) => (secure ? `__Host-liangji_${what}` : `liangji_${what}_${port || '80'}`);
  const options: CookieSerializeOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    session: { name: name('session'), options },
    signIn: (key) => ({ name: name(`sign_in_${key}`), options: { ...options, maxAge: SIGN_IN_SECONDS } }),
  };
}
