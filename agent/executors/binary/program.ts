import { join } from "node:path";
import { trustedPath } from "../shared/access.js";
import { type ExecutorHost, nothingDone, type TaskOrder, type TaskResult } from "../shared/executor.js";
import { workingDir } from "../shared/paths.js";
import type { Tool } from "../shared/tools.js";
import { TellingOutput } from "./output.js";

/** The result of a command. */
export interface Ended {
  readonly code: number;
  /** The lines of its standard output that say what was done. */
  readonly told: string;
  /** The first error that it printed. */
  readonly error: string | null;
}

/** The CLI configuration that `init` writes. */
export const cliConfigurationPath = ({ outDir }: Pick<TaskOrder, "outDir">) => join(outDir, "cli.tfrc");

/** The plugin cache of the agent's tasks. */
export const pluginCache = ({ sharedDir }: Pick<TaskOrder, "sharedDir">) => join(sharedDir, "plugins");

function environment(order: TaskOrder): Record<string, string> {
  return {
    TF_PLUGIN_CACHE_DIR: pluginCache(order),
    TF_CLI_CONFIG_FILE: cliConfigurationPath(order),
    ...order.env,
    ...(order.access !== null && { SSL_CERT_FILE: trustedPath(order) }),
    TF_INPUT: "0",
  };
}

/** The flag against colours. Runs from a terminal have colours in their logs, because terminals show them; others have none. */
export const withoutColour = ({ run }: TaskOrder): readonly string[] =>
  run.source === "cli" ? [] : ["-no-color"];

/** Exit codes with which a shell reports that it could not start a program. */
const NOT_STARTED = [126, 127];

/** Runs one command in the working directory. Its output goes to the log, or its standard output to the open file `into`. */
export function runProgram(
  { program }: Tool,
  order: TaskOrder,
  host: ExecutorHost,
  args: readonly string[],
  into?: number,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = host.programs.start(program, args, {
      cwd: workingDir(order),
      env: environment(order),
      ...(into !== undefined && { stdout: into }),
    });
    const [stdout, all] = [new TellingOutput(), new TellingOutput()];
    child.stdout?.on("data", (chunk: Buffer) => {
      stdout.add(chunk);
      all.add(chunk);
      host.log(chunk);
    });
    child.stderr!.on("data", (chunk: Buffer) => {
      all.add(chunk);
      host.log(chunk);
    });
    // Once: a second signal would make it leave without writing its state.
    const interrupt = () => child.kill("SIGINT");
    if (host.signal.aborted) interrupt();
    else host.signal.addEventListener("abort", interrupt, { once: true });
    child.once("error", (error) => reject(new Error(`'${program}' cannot be run: ${error.message}.`)));
    child.once("close", (code) => {
      host.signal.removeEventListener("abort", interrupt);
      if (NOT_STARTED.includes(code ?? 1)) reject(new Error(`'${program}' cannot be run.`));
      else resolve({ code: code ?? 1, told: stdout.end(), error: firstError(all.end()) });
    });
  });
}

/** The first error in an output: its summary and its resource. */
function firstError(text: string): string | null {
  const lines = text.split("\n").map((line) => line.replace(/^[│╷╵\s]+/, "").trim());
  const at = lines.findIndex((line) => line.startsWith("Error: "));
  if (at < 0) return null;
  const about = lines.slice(at + 1).find((line) => line.startsWith("with "));
  const address = about === undefined ? "" : `${about.slice("with ".length).replace(/,$/, "")}: `;
  return `${address}${lines[at]!.slice("Error: ".length)}`;
}

/** The result of a task whose command has failed. */
export function errored(host: ExecutorHost, ended: Ended, otherwise: string): TaskResult {
  return host.signal.aborted ? nothingDone("canceled") : nothingDone("errored", ended.error ?? otherwise);
}
