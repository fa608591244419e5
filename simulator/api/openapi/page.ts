import type { OpenApiDocument } from "./index.js";

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 1.5rem; color-scheme: light dark }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem }
nav { columns: 4 12rem } nav a { display: block }
table { border-collapse: collapse; width: 100% } td { border-top: 1px solid #8884; padding: .25rem .6rem .25rem 0; vertical-align: top }
code { font-family: ui-monospace, monospace; font-size: .9em } td:first-child { width: 4.5rem } .no { opacity: .55 }
`;

interface Row {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly note: string;
  readonly isServed: boolean;
}

function groupsOf({ paths }: OpenApiDocument): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const group = operation["x-resource"];
      const row = {
        method: method.toUpperCase(),
        path,
        operationId: operation.operationId,
        note: (operation.description ?? "").replaceAll("`", ""),
        isServed: !("501" in operation.responses),
      };
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const rowHtml = ({ method, path, operationId, note, isServed }: Row) =>
  `<tr${isServed ? "" : ' class="no"'}><td>${method}</td><td><code>${escaped(path)}</code></td>` +
  `<td><code>${operationId}</code></td><td>${escaped(note)}</td></tr>`;

/** The API page for people. It loads nothing from other hosts. */
export function apiPageHtml(document: OpenApiDocument): string {
  const groups = [...groupsOf(document)];
  const contents = groups.map(([name]) => `<a href="#${name}">${name}</a>`).join("");
  const sections = groups.map(
    ([name, rows]) => `<h2 id="${name}">${name}</h2><table>${rows.map(rowHtml).join("")}</table>`,
  );
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(document.info.title)}</title>` +
    `<style>${STYLE}</style></head><body><h1>${escaped(document.info.title)}</h1>` +
    `<p>${escaped(document.info.description)} Base: <code>${escaped(document.servers[0]!.url)}</code>. ` +
    `Whole description: <a href="openapi-public.yml">openapi-public.yml</a>.</p>` +
    `<nav>${contents}</nav>${sections.join("")}</body></html>\n`
  );
}
