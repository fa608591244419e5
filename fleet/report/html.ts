import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import { htmlOf as escaped, htmlOf } from "../../simulator/console/charts/markup.js";
import { type ChartedFigures, poolCharts, poolNames } from "../../simulator/console/charts/pool-charts.js";
import { TABLE_HEADINGS, tableRows } from "../../simulator/console/charts/table.js";

/** The content of a report. */
export interface HtmlReport extends ChartedFigures {
  readonly title: string;
  readonly answers: readonly { readonly text: string }[];
  readonly target: string | null;
  readonly partial: boolean;
}

const STYLE = `
:root{color-scheme:light dark;--page:#f6f7fa;--card:#fff;--text:#1b2130;--muted:#5d6678;--line:#dfe3ec;--accent:#2f5bea;--warn:#9a5b00;--warn-bg:#fff4df;
--c0:#2f5bea;--c1:#d1495b;--c2:#1a936f;--c3:#b7791f;--c4:#7b4fd0;--c5:#0e7c9b;--c6:#a33b8f;--c7:#5a6b2f}
@media (prefers-color-scheme:dark){:root{--page:#10141d;--card:#181e2a;--text:#e6e9f0;--muted:#9aa4b8;--line:#2a3244;--accent:#7d9bff;--warn:#ffd08a;--warn-bg:#33270f;
--c0:#7d9bff;--c1:#ff8896;--c2:#5ed6ae;--c3:#f0c069;--c4:#b89bff;--c5:#63cfee;--c6:#f08fd9;--c7:#c3d88a}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:1360px;margin:0 auto;padding:2rem 1.25rem 4rem}h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .75rem}
.sub{color:var(--muted);margin:0 0 1.25rem;overflow-wrap:anywhere}.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;margin:0 0 1rem}
.answer{border-left:4px solid var(--accent);font-size:1.05rem}.warn{background:var(--warn-bg);color:var(--warn);border-color:transparent}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.9rem}th,td{text-align:left;padding:.45rem .7rem;border-bottom:1px solid var(--line);white-space:nowrap}
th{color:var(--muted);font-weight:600;font-size:.78rem}tr:last-child td{border-bottom:0}.wrap td,.wrap th{white-space:normal}.grid{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,460px),1fr))}
figure{margin:0}figcaption{font-weight:600;margin-bottom:.5rem}svg{width:100%;height:auto;display:block;font:11px system-ui,sans-serif}svg text{fill:var(--muted)}
.axis{stroke:var(--line)}.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;color:var(--muted);font-size:.85rem;margin-top:.5rem}.swatch{display:inline-block;width:.8em;height:.8em;border-radius:2px;margin-right:.4em;vertical-align:-.05em;background:currentColor}
.line{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}.dot,.cell{fill:currentColor}.cell.none{fill:var(--line)}
.series-0{color:var(--c0)}.series-1{color:var(--c1)}.series-2{color:var(--c2)}.series-3{color:var(--c3)}.series-4{color:var(--c4)}.series-5{color:var(--c5)}.series-6{color:var(--c6)}.series-7{color:var(--c7)}
footer{color:var(--muted);font-size:.85rem;margin-top:2rem}`;

/** One self-contained page, without scripts and without addresses from which a browser would load something. */
export function htmlReport(report: HtmlReport): string {
  const { designs, answers, partial } = report;
  const warnings = designs.flatMap(({ design, warnings }) => warnings.map((text) => `${design}: ${text}`));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>How long runs wait: ${escaped(report.title)}</title><style>${STYLE}</style></head><body><main>
<h1>How long runs wait</h1>
<p class="sub">${escaped(report.title)}${report.target === null ? "" : `. Target: ${escaped(report.target)}`}</p>
${partial ? '<p class="card warn"><strong>Not complete.</strong> The simulation was interrupted; the last design is simulated in part.</p>' : ""}
${answers.map(({ text }) => `<p class="card answer">${escaped(text)}</p>`).join("\n")}
${warnings.map((text) => `<p class="card warn">${escaped(text)}</p>`).join("\n")}
<h2>Designs</h2>
<div class="card scroll" tabindex="0" role="region" aria-label="Waits, use and cost of each design">${table(designs)}</div>
${poolNames(designs)
  .map((pool) => poolSection(pool, report))
  .join("\n")}
<footer>Simulated by scalr-sandbox on its own dispatcher. Means and longest waits are exact; quantiles are within 0.5 %. Times are UTC.</footer>
</main></body></html>
`;
}

function table(designs: readonly DesignFigures[]): string {
  const head = TABLE_HEADINGS.map((heading) => `<th scope="col">${heading}</th>`).join("");
  const rows = designs
    .flatMap(tableRows)
    .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const poolSection = (name: string, report: ChartedFigures): string =>
  `<h2>Pool ${escaped(name)}</h2><div class="grid">${poolCharts(name, report).map(htmlOf).join("\n")}</div>`;
