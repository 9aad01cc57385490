"""How an exported page looks: on a screen by day and night, and on paper."""

PAGE_STYLE = """\
:root {
  --ink: #1d1d1f; --quiet: #55555c; --paper: #fdfdfb; --rule: #d5d5d0; --link: #0b4f9e;
  --new: #0a4d1c; --new-ground: #dff3e2; --old: #7d1010; --old-ground: #fbe4e2;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8e8e4; --quiet: #a9a9b0; --paper: #17181a; --rule: #3c3d41; --link: #8fc1ff;
    --new: #a5e8b3; --new-ground: #12331b; --old: #ffb4ac; --old-ground: #431917;
  }
}
* { box-sizing: border-box; }
html { font-size: 112.5%; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  line-height: 1.55; overflow-wrap: break-word;
}
main { max-width: 40rem; margin: 0 auto; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; break-after: avoid; }
h1 { margin: 0 0 1rem; font-size: 1.9rem; }
h2 { margin: 0 0 .25rem; font-size: 1.4rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; color: var(--quiet); }
h4 { margin: 1.25rem 0 .4rem; font-size: .95rem; }
main > h2 { margin-top: 2.75rem; }
p { margin: 0 0 .75rem; text-wrap: pretty; orphans: 2; widows: 2; }
a { color: var(--link); }
article { margin-top: 2.5rem; padding-top: 1.75rem; border-top: 1px solid var(--rule); }
.legend, .byline, .source p { color: var(--quiet); font-size: .9rem; }
.aside { color: var(--quiet); font-style: italic; }
nav ol, .instruction ol { margin: 0 0 .75rem; padding-inline-start: 1.6rem; }
nav ul { margin: .25rem 0 .5rem; padding-inline-start: 1.2rem; list-style: none; }
nav summary { color: var(--quiet); font-size: .9rem; cursor: pointer; }
.instruction li, nav li { margin-bottom: .35rem; }
.instruction, .changes, .reason, .before, .after { tab-size: 4; }
.instruction p, .instruction li, .changes p, .reason p, .before p, .after p {
  white-space: pre-wrap;
}
blockquote { margin: 0 0 1rem; padding-inline-start: 1rem;
  border-inline-start: 3px solid var(--rule); }
.wide { overflow-x: auto; margin: 1rem 0 1.5rem; }
table { border-collapse: collapse; min-width: 100%; font-size: .9rem; }
caption { text-align: start; color: var(--quiet); padding-bottom: .35rem; }
th, td { text-align: start; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid var(--rule); }
.number { font-variant-numeric: tabular-nums; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
  column-gap: 2rem; }
ins, del {
  padding: 0 .1em; border-radius: .15em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
ins { color: var(--new); background: var(--new-ground);
  text-decoration: underline; text-decoration-thickness: .09em; text-underline-offset: .15em; }
del { color: var(--old); background: var(--old-ground);
  text-decoration: line-through; text-decoration-thickness: .09em; }
/* A screen reader says the words before the sign, so the sign has no name of its own. */
ins::before, ins::after { content: "+"; content: "+" / ""; font-weight: 600; }
del::before, del::after { content: "−"; content: "−" / ""; font-weight: 600; }
/* A line through the signs would swallow them, and white space needs none beside its sign. */
del::before, del::after { display: inline-block; }
:is(ins, del):has(.sign) { text-decoration: none; }
/* Neither belongs to the text, so neither is copied with it. */
.spoken, .sign { -webkit-user-select: none; user-select: none; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media (min-width: 72rem) {
  .sides { width: 58rem; margin-inline-start: calc((40rem - 58rem) / 2); }
}
@media print {
  @page { margin: 2cm; }
  :root {
    --ink: #000; --quiet: #333; --paper: #fff; --rule: #999; --link: #000;
    --new: #000; --new-ground: #fff; --old: #000; --old-ground: #fff;
  }
  html { font-size: 11pt; }
  body { padding: 0; }
  main { max-width: none; }
  nav a { text-decoration: none; }
  .sides { width: auto; margin: 0; }
}
"""
