import { sentence, type Problem } from '@liangji/platform';

/** Text in both languages; the page that shows it is made without the web app and knows no language. */
interface InTwo {
  readonly zh: string;
  readonly en: string;
}

export interface ProblemPage {
  readonly heading: InTwo;
  /** Links on from here, the best one first. */
  readonly ways: readonly (InTwo & { readonly href: string })[];
  /** Where the sign-in service ends its session, for somebody it knows. */
  readonly signOut?: string | undefined;
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What a person sees instead of the problem document: the sentence, and the ways on. */
export function problemPage(problem: Problem, { heading, ways, signOut }: ProblemPage): string {
  const link = ({ href, zh, en }: ProblemPage['ways'][number], index: number): string =>
    `<a${index === 0 ? ' class="first"' : ''} href="${escape(href)}">${zh} ${en}</a>`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading.zh} · 两级 Liangji</title>
<style>${STYLE}</style>
</head>
<body>
<header><a href="/">两级 Liangji</a>${signOut === undefined ? '' : `<a href="${escape(signOut)}">退出 Sign out</a>`}</header>
<main>
<h1>${heading.zh} <small lang="en">${heading.en}</small></h1>
<p role="alert">${escape(sentence(problem, 'zh'))}<br>
<small lang="en">${escape(sentence(problem, 'en'))} (${problem.code})</small></p>
${ways.map(link).join('\n')}
</main>
</body>
</html>`;
}

const STYLE = `
body{margin:0;background:#f4f6f7;color:#18242c;
font:0.9375rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;min-height:3.5rem;padding:0 1rem;
background:#fff;border-bottom:1px solid #d9e0e4}
header a{padding:.4375rem .875rem;font-weight:inherit;color:inherit}
header a:first-child{padding-left:0;font-weight:700}
header a:last-child:not(:first-child){border:1px solid #8795a0}
main{width:min(26rem,calc(100% - 2rem));margin:clamp(1rem,6vh,5rem) auto;background:#fff;border:1px solid #d9e0e4;
border-radius:.625rem;padding:1.5rem;box-sizing:border-box}
h1{font-size:1.125rem;margin:0 0 .5rem}
p{margin:0 0 1rem}
small{color:#47555f}
a{display:block;text-align:center;padding:.6875rem 1rem;border-radius:.5rem;color:#17566b;font-weight:600;
text-decoration:none}
a.first{background:#17566b;color:#fff}
a:focus-visible{outline:3px solid #1a56a8;outline-offset:2px}
`;

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
} as const;
