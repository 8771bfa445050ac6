/** The page's looks: system fonts, light and dark by the reader's setting, readable on a phone and on paper. No script, no outside request. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--paper:#fff;--band:#f6f8fa;--now:#b3151c;--soon:#8a4b00;--planned:#0b5cad;--routine:#57606a;--link:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b1;--line:#3d444d;--paper:#0d1117;--band:#161b22;--now:#ff8f88;--soon:#e8b04b;--planned:#79b8ff;--routine:#9da7b1;--link:#79b8ff}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--ink);background:var(--paper)}
a{color:var(--link)}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25rem}
h2{font-size:1.4rem;margin:2.5rem 0 .25rem;padding-top:1rem;border-top:2px solid var(--line)}
h3{font-size:1.1rem;margin:1.75rem 0 .5rem}
p{margin:.25rem 0}
p,li,h2,h3,summary,caption{overflow-wrap:anywhere}
.soft{color:var(--soft)}
.warn{border-left:4px solid var(--soon);padding:.5rem .75rem;background:var(--band);margin:1rem 0}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0;padding:0;list-style:none}
.counts li{border:1px solid var(--line);border-radius:.5rem;padding:.4rem .8rem;background:var(--band)}
.counts b{font-size:1.3rem;margin-right:.35rem}
.now{color:var(--now)}.soon{color:var(--soon)}.planned{color:var(--planned)}.routine{color:var(--routine)}
.tag{font-weight:700;white-space:nowrap}
ol.actions{padding-left:0;list-style:none;counter-reset:action}
ol.actions>li{counter-increment:action;border:1px solid var(--line);border-left-width:5px;border-radius:.35rem;padding:.6rem .8rem;margin:.5rem 0;break-inside:avoid}
ol.actions>li::before{content:counter(action) ". ";font-weight:700}
ol.actions>li.now{border-left-color:var(--now)}ol.actions>li.soon{border-left-color:var(--soon)}ol.actions>li.planned{border-left-color:var(--planned)}
ol.actions>li>*{color:var(--ink)}ol.actions .tag{color:inherit}
code,pre{font:0.9rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
pre{background:var(--band);padding:.4rem .6rem;margin:.35rem 0;overflow-x:auto;white-space:pre-wrap;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--soft);padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid var(--line)}
thead th{background:var(--band);position:sticky;top:0}
tr.finding td{border-bottom:0}tr.why td{padding-top:0}tr.why details{font-size:.9rem}.date{white-space:nowrap}
td.wrap{overflow-wrap:anywhere;min-width:7rem}
details summary{cursor:pointer;color:var(--link)}
details ul{margin:.25rem 0;padding-left:1.1rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.9rem}
@media print{body{max-width:none;padding:0;font-size:10pt;color:#000;background:#fff}:root{--ink:#000;--paper:#fff;--soft:#444;--band:#f4f4f4;--line:#bbb;--now:#8f0f14;--soon:#6b3a00;--planned:#083f78;--routine:#444}thead{display:table-header-group}thead th{position:static}tr,li{break-inside:avoid}a{color:inherit;text-decoration:none}h2{break-before:page}h2:first-of-type{break-before:auto}}
`
