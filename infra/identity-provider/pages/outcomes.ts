import { randomBytes } from 'node:crypto';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { escape, page, pageHeaders } from './layout.ts';

/** A page that says one thing and offers the way home. */
export function messagePage(zh: string, en: string, detail = ''): string {
  return page(
    `${zh} · 两级 Liangji`,
    `<div class="card"><h1>${escape(zh)} <span class="en" lang="en">${escape(en)}</span></h1>
${detail ? `<p><small>${escape(detail)}</small></p>` : ''}
<a class="button" href="/">返回首页 <span lang="en">Go to the start page</span></a></div>`,
  );
}

/** What went wrong at the provider: the OAuth error stays readable for whoever integrates. */
export async function renderError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string }) {
  ctx.set(pageHeaders());
  ctx.body = messagePage(
    '无法完成登录',
    'Signing in cannot be completed',
    `${out.error}: ${out.error_description ?? ''}`,
  );
}

/**
 * Sign-out asked for by the web app. With a valid id token as hint nobody is asked again (as Keycloak does): the form
 * sends itself. Without one the visitor confirms, so that a foreign link cannot sign people out.
 */
export async function renderSignOut(ctx: KoaContextWithOIDC, form: string) {
  const proven = ctx.oidc.entities.IdTokenHint !== undefined;
  const nonce = randomBytes(16).toString('base64');
  const script = { nonce, text: "document.querySelector('button[name=logout]').click()" };
  ctx.set(pageHeaders(proven ? nonce : undefined));
  ctx.body = page(
    '退出 · 两级 Liangji',
    `<div class="card"><h1>退出登录？ <span class="en" lang="en">Sign out?</span></h1>
${form}
<button type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>退出 Sign out</button>
<button type="submit" form="op.logoutForm" class="quiet">保持登录 Stay signed in</button></div>`,
    proven ? { script } : {},
  );
}

/** After a sign-out that named no page to return to. */
export async function renderSignedOut(ctx: KoaContextWithOIDC) {
  ctx.set(pageHeaders());
  ctx.body = messagePage('已退出登录', 'You are signed out');
}
