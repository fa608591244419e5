import { spawn, spawnSync } from "node:child_process";
import { temporaryFolder } from "../support/process.js";
import { cleanEnvironment, program, type RunOptions } from "./support.js";

/** Whether this system has util-linux's `script`, which runs a command in a pseudo-terminal. */
export const hasPseudoTerminal =
  process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

/** Runs `scalr-sandbox ...` in a terminal of a width; gives the lines that the screen shows in the end. */
export async function onScreen(
  columns: number,
  args: readonly string[],
  { cwd, env }: RunOptions = {},
): Promise<readonly string[]> {
  const typed = [process.execPath, program, ...args].map((arg) => `'${arg}'`).join(" ");
  const command = `stty cols ${columns} rows 40; exec ${typed}`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: cwd ?? temporaryFolder("scalr-sandbox-terminal-"),
    env: { ...cleanEnvironment(), TERM: "xterm", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  await new Promise((resolve) => child.once("close", resolve));
  return screen(text);
}

/** What a terminal shows of a stream: carriage returns go back to the line's beginning, `CSI K` erases its rest, styles do not show. */
function screen(text: string): readonly string[] {
  const lines = [""];
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal is controlled by.
  for (const [part] of text.matchAll(/\u001b\[[0-9;?]*[A-Za-z]|\r|\n|[^\u001b\r\n]+/g)) {
    const line = lines.at(-1)!;
    if (part === "\n") {
      lines.push("");
      column = 0;
    } else if (part === "\r") column = 0;
    else if (part.startsWith("\u001b")) {
      if (part.endsWith("K")) lines[lines.length - 1] = line.slice(0, column);
    } else {
      lines[lines.length - 1] =
        line.padEnd(column).slice(0, column) + part + line.slice(column + part.length);
      column += part.length;
    }
  }
  return lines;
}
