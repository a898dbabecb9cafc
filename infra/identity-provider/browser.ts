/** A browser small enough for tests: keeps cookies by host and path, follows redirects, sends Origin with forms. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Browser {
  open(url: string): Promise<Page>;
  /** Submits the first form of a page with these fields beside its hidden ones; `button` is sent as `name=value`. */
  submit(page: Page, fields?: Record<string, string>): Promise<Page>;
  /** Sends any request with the cookies of this browser, without following redirects. */
  send(url: string, init?: RequestInit): Promise<Response>;
  cookies(url: string): Map<string, string>;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly host: string;
  readonly path: string;
}

const MOST_REDIRECTS = 15;

function matches(cookie: Cookie, url: URL): boolean {
  return cookie.host === url.host && `${url.pathname}/`.startsWith(cookie.path.replace(/\/?$/, '/'));
}

/** `until` stops following before an address is opened for which it returns true: the answer is that redirect. */
export function makeBrowser(options: { until?: (url: string) => boolean } = {}): Browser {
  let jar: Cookie[] = [];

  function keep(url: URL, response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const attribute = (name: string) =>
        attributes.find((part) => part.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
      const cookie = {
        name: pair.slice(0, at),
        value: pair.slice(at + 1),
        host: url.host,
        path: attribute('path') ?? '/',
      };
      jar = jar.filter((kept) => kept.name !== cookie.name || kept.host !== cookie.host || kept.path !== cookie.path);
      const expires = attribute('expires');
      const gone = attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now());
      if (!gone) jar.push(cookie);
    }
  }

  async function send(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address);
    const headers = new Headers(init.headers);
    const cookies = jar.filter((cookie) => matches(cookie, url)).map(({ name, value }) => `${name}=${value}`);
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
    if (!headers.has('accept')) headers.set('accept', 'text/html');
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    keep(url, response);
    return response;
  }

  async function follow(address: string, init: RequestInit = {}): Promise<Page> {
    let url = address;
    let response = await send(url, init);
    for (let hop = 0; response.status >= 300 && response.status < 400; hop += 1) {
      const next = new URL(response.headers.get('location') ?? '', url).href;
      if (hop === MOST_REDIRECTS) throw new Error(`too many redirects, the last one to ${next}`);
      if (options.until?.(next)) return { url: next, status: response.status, headers: response.headers, text: '' };
      url = next;
      response = await send(url);
    }
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  return {
    send,
    open: (url) => follow(url),
    submit(page, fields = {}) {
      const action = /<form[^>]*\baction="([^"]+)"/.exec(page.text)?.[1];
      if (!action) throw new Error(`no form on ${page.url} (${page.status}): ${page.text.slice(0, 200)}`);
      const body = new URLSearchParams();
      for (const [tag] of page.text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
        body.set(/name="([^"]+)"/.exec(tag)?.[1] ?? '', /value="([^"]*)"/.exec(tag)?.[1] ?? '');
      }
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      return follow(new URL(action.replaceAll('&#38;', '&').replaceAll('&amp;', '&'), page.url).href, {
        method: 'POST',
        body,
        headers: { origin: new URL(page.url).origin },
      });
    },
    cookies: (url) =>
      new Map(jar.filter((cookie) => matches(cookie, new URL(url))).map(({ name, value }) => [name, value])),
  };
}
