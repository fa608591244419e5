import type { Output } from "../shell/output.js";
import { oneLine } from "../shell/printable.js";
import { sizeOf } from "../shell/terminal.js";
import { drawLine, type Line, tableLines } from "./text.js";
import { type View, viewOf } from "./view.js";
import type { Viewer } from "./watch.js";
import type { World } from "./world.js";

/** Another screen than the shell's, no cursor, and lines that end at the edge. */
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

/** Milliseconds between two drawings when much happens. */
const PAUSE = 50;

/** q, Ctrl-C and Ctrl-D. */
const QUIT = ["q", "Q", "\u0003", "\u0004"];

/** The table on a whole terminal, drawn again after every change and when the terminal's size changes. */
export function screenViewer(
  out: Output,
  headline: (view: View, lost: string | null) => Line,
  quit: () => void,
  { stdin, stdout } = process,
): Viewer {
  let world: World | undefined;
  let lost: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isOpen = false;

  const draw = () => {
    timer = undefined;
    if (world === undefined || !isOpen) return;
    const view = viewOf(world);
    const { columns, rows } = sizeOf(stdout);
    const lines = tableLines(view, headline(view, lost), rows, columns).map((line) =>
      drawLine(out, line, columns),
    );
    // Each line is cleared before it is written: at the edge, clearing what follows would take its last character.
    const rest = lines.length < rows ? "\r\n\u001b[J" : "";
    out.steer(`\u001b[H${lines.map((line) => `\u001b[2K${oneLine(line)}`).join("\r\n")}${rest}`);
  };
  const drawSoon = () => {
    timer ??= setTimeout(draw, PAUSE);
  };
  const onKeys = (keys: Buffer) => {
    if (QUIT.some((key) => keys.includes(key))) quit();
  };
  const end = () => {
    clearTimeout(timer);
    if (!isOpen) return;
    isOpen = false;
    stdout.off("resize", draw);
    process.off("exit", end);
    if (stdin.isTTY) {
      stdin.off("data", onKeys).pause();
      stdin.setRawMode(false);
    }
    out.steer(LEAVE);
  };
  const open = () => {
    isOpen = true;
    // However the process ends, the shell gets its terminal back.
    process.on("exit", end);
    stdout.on("resize", draw);
    if (stdin.isTTY) {
      stdin.setRawMode(true);
      stdin.on("data", onKeys).resume();
    }
    out.steer(ENTER);
  };

  return {
    known(given) {
      world = given;
      if (!isOpen) open();
      draw();
    },
    changed: drawSoon,
    connection(reason) {
      lost = reason;
      drawSoon();
    },
    end,
  };
}
