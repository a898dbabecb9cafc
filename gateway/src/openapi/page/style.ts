/** Looks of the page; as the pages of problems, in the light and in the dark. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#f4f6f7;--paper:#fff;--ink:#18242c;--soft:#47555f;--line:#d9e0e4;--link:#17566b;
--code:#eef2f4}
@media (prefers-color-scheme:dark){:root{--ground:#12191e;--paper:#1a242b;--ink:#e6ecf0;--soft:#a9b7c0;--line:#34424b;
--link:#8cc9dd;--code:#243038}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);display:grid;grid-template-columns:19rem minmax(0,1fr);
font:0.9375rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
header{grid-column:1/-1;display:flex;justify-content:space-between;align-items:center;gap:1rem;min-height:3.5rem;
padding:0 1rem;background:var(--paper);border-bottom:1px solid var(--line)}
header a:first-child{font-weight:700;color:inherit;text-decoration:none}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding:1rem;border-right:1px solid var(--line)}
nav h2{font-size:.9375rem;margin:1rem 0 .25rem}
nav ul{margin:0;padding:0;list-style:none}
nav li a{display:block;padding:.125rem 0 .125rem .75rem;text-decoration:none}
main{padding:1.5rem;max-width:64rem;min-width:0}
h1{font-size:1.5rem;margin:0 0 .75rem}
section>h2{font-size:1.25rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:0 0 .25rem}
p{margin:.25rem 0 .5rem;overflow-wrap:anywhere}
li{margin:.125rem 0}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
article{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:1rem;margin:0 0 .75rem}
article:target{border-color:var(--link)}
.path b{color:var(--link)}
code{font-family:ui-monospace,"Cascadia Mono",Menlo,monospace;font-size:.875em;overflow-wrap:anywhere}
pre{background:var(--code);padding:.75rem;border-radius:.375rem;overflow:auto;margin:.5rem 0;
font:.8125rem/1.6 ui-monospace,"Cascadia Mono",Menlo,monospace}
details{border-top:1px solid var(--line);padding:.25rem 0}
summary{cursor:pointer;padding:.375rem 0;color:var(--link);font-weight:600}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line);
font-weight:400}
th{white-space:nowrap}
td:nth-child(3){min-width:14rem}
thead th{color:var(--soft);font-weight:600}
abbr{color:#b3261e;text-decoration:none;margin-left:.125rem}
@media (prefers-color-scheme:dark){abbr{color:#ffb4ab}}
@media (max-width:56rem){body{display:block}nav{position:static;max-height:16rem;border-right:0;
border-bottom:1px solid var(--line)}main{padding:1rem}table{min-width:34rem}}
`;
