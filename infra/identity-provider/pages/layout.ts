/** The tokens of the web app's design system (colours, radius, fonts), written out because nothing foreign is loaded. */
const STYLE = `
:root{--ink:#18242c;--soft:#47555f;--line:#d9e0e4;--line-strong:#8795a0;--ground:#f4f6f7;--paper:#fff;--brand:#17566b;
--brand-deep:#0f3f50;--brand-tint:#e3eff3;--bad:#a92018;--bad-tint:#fbe6e4;--focus:#1a56a8;color-scheme:light}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;background:var(--ground);color:var(--ink);
font:0.9375rem/1.6 system-ui,-apple-system,"Segoe UI","PingFang SC","Hiragino Sans GB","Microsoft YaHei",
"Noto Sans CJK SC","Noto Sans SC",sans-serif;
display:flex;justify-content:center;padding:clamp(1rem,6vh,5rem) 1rem}
main{width:100%;max-width:26rem}
header{display:flex;align-items:center;gap:.75rem;margin-bottom:1.25rem}
header>span{flex:none;width:2.25rem;height:2.25rem;border-radius:.5rem;background:
linear-gradient(#fff,#fff) center 34%/58% 12% no-repeat,linear-gradient(#fff,#fff) center 66%/58% 12% no-repeat,
var(--brand)}
header strong{display:block;font-size:1.25rem;line-height:1.2}
small,.en{color:var(--soft);font-size:.8125rem;font-weight:400}
.card{background:var(--paper);border:1px solid var(--line);border-radius:.625rem;padding:1.5rem}
h1{font-size:1.125rem;margin:0 0 1rem;font-weight:600}
h2{font-size:.9375rem;margin:1.5rem 0 .25rem;font-weight:600}
label{display:block;margin:0 0 1rem;font-weight:600;font-size:.9375rem}
input{display:block;width:100%;margin-top:.375rem;padding:.625rem .75rem;font:inherit;color:inherit;
border:1px solid var(--line-strong);border-radius:.5rem;background:var(--paper);font-weight:400}
button,.button{display:block;width:100%;padding:.6875rem 1rem;border:0;border-radius:.5rem;background:var(--brand);
color:#fff;font:inherit;font-weight:600;cursor:pointer;text-align:center;text-decoration:none}
button.quiet{background:transparent;color:var(--brand);margin-top:.5rem}
button:hover,.button:hover{background:var(--brand-deep)}
button.quiet:hover{background:var(--brand-tint)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.bad{background:var(--bad-tint);color:var(--bad);border-radius:.5rem;padding:.75rem 1rem;margin:0 0 1rem}
.bad .en{color:inherit;display:block}
ul{list-style:none;margin:.75rem 0 0;padding:0;border-top:1px solid var(--line)}
details{border-top:1px solid var(--line)}
summary{padding:.5625rem .25rem;cursor:pointer}
li a{display:flex;justify-content:space-between;gap:1rem;align-items:baseline;padding:.5625rem .25rem;
border-bottom:1px solid var(--line);color:inherit;text-decoration:none}
li a:hover{background:#eef2f4}
li a[aria-current]{background:var(--brand-tint)}
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
<span aria-hidden="true"></span>
<div><strong>两级 Liangji</strong><small>数字化城市管理 <span lang="en">Digital city management</span></small></div>
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
