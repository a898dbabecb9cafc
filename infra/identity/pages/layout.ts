const STYLE = `
:root{--ink:#1b2733;--soft:#5a6876;--line:#d8dee5;--ground:#f5f7f9;--card:#fff;--accent:#1d5b86;--accent-ink:#fff;
--bad:#a32a22;--bad-ground:#fcf0ef;color-scheme:light}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);
font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;
display:flex;justify-content:center;padding:clamp(1rem,6vh,5rem) 1rem}
main{width:100%;max-width:26rem}
header{display:flex;align-items:center;gap:.75rem;margin-bottom:1.25rem}
header svg{flex:none}
header strong{display:block;font-size:1.25rem;line-height:1.2}
small,.en{color:var(--soft);font-size:.8125rem;font-weight:400}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem}
h1{font-size:1.125rem;margin:0 0 1rem;font-weight:600}
h2{font-size:.9375rem;margin:1.5rem 0 .25rem;font-weight:600}
label{display:block;margin:0 0 1rem;font-weight:600;font-size:.9375rem}
input{display:block;width:100%;margin-top:.375rem;padding:.625rem .75rem;font:inherit;color:inherit;
border:1px solid #8d99a6;border-radius:.5rem;background:#fff}
button,.button{display:block;width:100%;padding:.6875rem 1rem;border:0;border-radius:.5rem;background:var(--accent);
color:var(--accent-ink);font:inherit;font-weight:600;cursor:pointer;text-align:center;text-decoration:none}
button.quiet{background:transparent;color:var(--accent);margin-top:.5rem}
button:hover,.button:hover{filter:brightness(1.1)}
:focus-visible{outline:3px solid #7fb2d8;outline-offset:2px}
.bad{background:var(--bad-ground);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem}
.bad .en{color:inherit;display:block}
ul{list-style:none;margin:.75rem 0 0;padding:0;border-top:1px solid var(--line)}
li a{display:flex;justify-content:space-between;gap:1rem;align-items:baseline;padding:.5625rem .25rem;
border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
li a:hover{background:#eef3f7}
li a[aria-current]{background:#e6eff6}
p{margin:0 0 1rem}
`;

/** Text made safe for HTML content and for quoted attributes. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A page of the sign-in service: no external assets, Chinese first. `body` is HTML, `title` text; `nonce` lets a script run. */
export function page(title: string, body: string, options: { script?: { nonce: string; text: string } } = {}): string {
  const script = options.script ? `<script nonce="${options.script.nonce}">${options.script.text}</script>` : '';
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<svg width="40" height="40" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="9" fill="#1d5b86"/>
<path d="M11 13h18M11 27h7M22 27h7M20 13v7M14.500 27v-7h11v7" fill="none" stroke="#fff" stroke-width="2.500"
 stroke-linecap="round" stroke-linejoin="round"/></svg>
<div><strong>两级</strong><small>城市运行管理 Liangji city management</small></div>
</header>
${body}
</main>
${script}
</body>
</html>`;
}

/** Headers of every page: nothing foreign loads, frames or caches it. Forms may lead to our origin only. */
export function pageHeaders(nonce?: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      ...(nonce ? [`script-src 'nonce-${nonce}'`] : []),
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  };
}
