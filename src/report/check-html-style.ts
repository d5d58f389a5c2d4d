/** The style sheet of the HTML report: screen, narrow screen, dark screen, paper. */
export const CHECK_HTML_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #59626d; --line: #d5dae0; --wash: #f4f6f8;
  --bad: #a4161a; --bad-wash: #fbe9e9; --deviation: #8a4b00; --deviation-wash: #fdf1df;
  --open: #4b3f9e; --open-wash: #efedfb; --fine: #14613a; --fine-wash: #e6f4ec;
  --ptv: #0b5cad; --gtv: #b3471d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e8ebee; --soft: #a3adb8; --line: #363d46; --wash: #1d2227;
    --bad: #ff8f8f; --bad-wash: #3a1a1c; --deviation: #f3b562; --deviation-wash: #35270f;
    --open: #b9b0ff; --open-wash: #262240; --fine: #7fd6a4; --fine-wash: #14301f;
    --ptv: #6cb2ff; --gtv: #ff9d73;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; -webkit-text-size-adjust: 100%; }
body { max-width: 68rem; margin: 0 auto; padding: 1.25rem 1.25rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.45rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.12rem; margin: 2rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.02rem; margin: 0; }
p { margin: .3rem 0; }
.keep { white-space: nowrap; }
.soft { color: var(--soft); }
.notice { font-size: .9rem; color: var(--soft); }
.verdict { border-left: .45rem solid var(--soft); padding: .8rem 1rem; margin: 1rem 0; background: var(--wash); }
.verdict strong { display: block; font-size: 1.3rem; line-height: 1.25; }
.loud { font-weight: 700; }
.tag { display: inline-block; font-weight: 600; }
.tag b { display: inline-block; min-width: 1.5em; text-align: center; border: 1px solid currentColor; border-radius: .2rem; margin-right: .4em; font-size: .8em; line-height: 1.45; }
.tag b.withheld { border-style: dashed; } .brief { font-size: .86rem; display: block; } .limits { font-weight: 400; }
.matrix td, .matrix thead th { white-space: nowrap; } table.narrow { width: auto; }
.bad { color: var(--bad); } .deviation { color: var(--deviation); } .open { color: var(--open); } .fine { color: var(--fine); } .none { color: var(--soft); }
.verdict.bad { border-color: var(--bad); background: var(--bad-wash); color: var(--ink); }
.verdict.deviation { border-color: var(--deviation); background: var(--deviation-wash); color: var(--ink); }
.verdict.open { border-color: var(--open); background: var(--open-wash); color: var(--ink); }
.verdict.fine { border-color: var(--fine); background: var(--fine-wash); color: var(--ink); }
.verdict.bad strong { color: var(--bad); } .verdict.deviation strong { color: var(--deviation); }
.verdict.open strong { color: var(--open); } .verdict.fine strong { color: var(--fine); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .5rem 0 .25rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .9rem .32rem 0; border-bottom: 1px solid var(--line); overflow-wrap: normal; }
th { font-weight: 600; } thead th { color: var(--soft); font-size: .85rem; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.words { min-width: 13rem; } td.name { overflow-wrap: anywhere; min-width: 6rem; }
.lesion { border: 1px solid var(--line); border-radius: .35rem; padding: .9rem 1rem; margin: 0 0 1rem; }
.lesion > header { display: flex; flex-wrap: wrap; gap: .1rem 1rem; align-items: baseline; justify-content: space-between; }
.detail { font-size: .86rem; color: var(--soft); margin: .1rem 0 0; }
.reading { margin: .15rem 0 0; padding-left: .8rem; border-left: 2px solid var(--line); font-size: .86rem; }
.split { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 1.5rem; align-items: start; margin-top: .6rem; }
.wide svg { min-width: 33rem; }
figure { margin: .6rem 0 0; } figcaption { font-size: .85rem; color: var(--soft); }
svg { display: block; width: 100%; height: auto; max-width: 44rem; } .split svg { max-width: 24rem; }
svg text { fill: var(--ink); font: 12px system-ui, "Segoe UI", Roboto, Arial, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
svg .axis { stroke: var(--line); } svg .tick { fill: var(--soft); font-size: 11px; } svg .limit { stroke: var(--ink); stroke-dasharray: 4 3; }
svg .track { fill: var(--wash); } svg .ptv { stroke: var(--ptv); } svg .gtv { stroke: var(--gtv); }
svg .curve { fill: none; stroke-width: 2; } svg .curve.gtv { stroke-dasharray: 6 3; }
svg .range { stroke-width: 7; opacity: .45; } svg .point { stroke-width: 2.5; }
svg .truth { stroke: none; fill: var(--open); }
svg .best { stroke: none; fill: var(--ink); } svg .label.ptv { fill: var(--ptv); stroke: none; } svg .label.gtv { fill: var(--gtv); stroke: none; }
.hash { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .8rem; overflow-wrap: anywhere; }
ul { margin: .3rem 0; padding-left: 1.2rem; } li { margin: .2rem 0; }
.last { margin-top: 2rem; padding-top: .8rem; border-top: 2px solid var(--ink); font-weight: 600; }
@media (max-width: 640px) {
  body { padding: .8rem .8rem 2rem; }
  .split { grid-template-columns: minmax(0, 1fr); }
  .lesion { padding: .7rem; }
  .stack thead { display: none; }
  .stack, .stack tbody, .stack tr, .stack td, .stack th { display: block; width: 100%; text-align: left; }
  .stack tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
  .stack td, .stack th { border: 0; padding: .05rem 0; white-space: normal; }
  .stack td:empty { display: none; } .brief { display: inline; } .targets td.number, .targets th.number { white-space: normal; padding-right: .4rem; } .stack caption { display: block; } .matrix td { white-space: normal; }
  .stack td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print {
  @page { margin: 14mm; }
  html { font-size: 9pt; } body { max-width: none; padding: 0; }
  h2, h3, caption { break-after: avoid; }
  .verdict, tr, figure { break-inside: avoid; }
  .lesion > header { break-after: avoid; }
  .scroll { overflow: visible; }
  th, td { padding-top: .14rem; padding-bottom: .14rem; }
  .lesion { padding: .5rem .7rem; }
  h2 { margin-top: 1.1rem; }
  .split { break-inside: avoid; }
  thead { display: table-header-group; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
