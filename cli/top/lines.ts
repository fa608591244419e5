import type { Output } from "../shell/output.js";
import { newsOf } from "./news.js";
import { drawLine, type Line, printable, tableLines } from "./text.js";
import { type View, viewOf } from "./view.js";
import type { Viewer } from "./watch.js";

/** The table as text that goes wherever text goes. */
function printTable(out: Output, view: View, headline: Line): void {
  const width = out.columns ?? Number.POSITIVE_INFINITY;
  for (const line of tableLines(view, headline, Number.POSITIVE_INFINITY, width))
    out.print(drawLine(out, line, width));
}

/** Where there is no terminal: the table, and then a line for everything that happens. */
export function textViewer(out: Output, headline: (view: View) => Line): Viewer {
  return {
    known(world) {
      const view = viewOf(world);
      printTable(out, view, headline(view));
      out.print();
    },
    changed(world, changes) {
      for (const { at, text } of newsOf(world, changes)) out.print(`${at} ${text}`);
    },
    connection: (lost) =>
      out.note(lost === null ? "The connection is back." : `The connection is lost, trying again: ${lost}`),
    end: () => {},
  };
}

/** For programs: a line `state` with everything, and then a line for everything that happens. */
export function jsonViewer(out: Output): Viewer {
  return {
    known: (world) => out.object({ type: "state", ...viewOf(world) }),
    changed(world, changes) {
      for (const { facts, text: _, at, type, action, id } of newsOf(world, changes))
        out.object({
          type,
          at,
          action,
          id,
          ...(type === "pool" ? { name: facts.name, kind: facts.type } : facts),
        });
    },
    connection: (lost) =>
      out.object({
        type: "connection",
        state: lost === null ? "back" : "lost",
        ...(lost !== null && { reason: lost }),
      }),
    end: () => {},
  };
}

/** The first line of the table: whose pools these are, where, and as of when. */
export function headlines(url: () => string) {
  const plain = ({ account, at }: View): Line => [
    { text: printable(account), style: "bold" },
    { text: ` at ${url()}, ${at.slice(0, 10)} ${at.slice(11, 19)} UTC` },
  ];
  const live = (view: View, lost: string | null): Line => [
    ...plain(view),
    lost === null
      ? { text: "  live, q quits", style: "green" }
      : { text: `  CONNECTION LOST, trying again: ${lost}`, style: "red" },
  ];
  return { plain, live };
}
