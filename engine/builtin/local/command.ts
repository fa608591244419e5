/** `local_command`: the output of a program on this machine. */
import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Diagnostic } from "../../interfaces/provider.js";
import { BOOL, listOf, NUMBER, STRING, Value } from "../../values/index.js";
import { type LocalDataSource, withAttributes } from "../kit/local.js";
import { textOf } from "../kit/table.js";

type Env = Readonly<Record<string, string | undefined>>;

const ATTRIBUTES = {
  command: {
    type: STRING,
    required: true,
    description: "The program: a name, looked up in PATH, or a path.",
  },
  arguments: {
    type: listOf(STRING),
    optional: true,
    description: "Its arguments. Null arguments are skipped.",
  },
  stdin: { type: STRING, optional: true, description: "Its standard input." },
  working_directory: {
    type: STRING,
    optional: true,
    description: "Its working directory. Default: the configuration's folder.",
  },
  allow_non_zero_exit_code: {
    type: BOOL,
    optional: true,
    description: "Whether exit codes other than 0 are accepted.",
  },
  exit_code: { type: NUMBER, computed: true, description: "Its exit code." },
  stdout: { type: STRING, computed: true, description: "Its standard output; null if empty." },
  stderr: {
    type: STRING,
    computed: true,
    description: "Its standard error; null if empty.",
  },
} as const;

/** @param dir folder that relative paths start from @param stopped ends the program */
export function commandDataSource(dir: string, env: Env, stopped: AbortSignal): LocalDataSource {
  return {
    schema: { version: 0, block: { description: "Runs a program.", attributes: ATTRIBUTES } },
    async read(config) {
      const command = textOf(config, "command")!;
      const failed = (summary: string, detail: string, state = config) => {
        const attribute = [{ attribute: "command" }];
        const problem: Diagnostic = { severity: "error", summary, detail, attribute };
        return { state, diagnostics: [problem] };
      };
      if (!isThere(command, dir, env))
        return failed(
          "Command Lookup Failed",
          `There is no executable ${JSON.stringify(command)}${command.includes("/") ? ` in ${dir}` : " in any folder of PATH"}. ` +
            `If it belongs to the configuration, name it as "\${path.module}/program".`,
        );
      const given = config.attr("arguments");
      const args = given.isNull
        ? []
        : given.elements().flatMap((each) => (each.isNull ? [] : [each.asString()]));
      const cwd = resolve(dir, textOf(config, "working_directory") ?? "");
      const ran = await run(command, args, { cwd, env, stopped, input: textOf(config, "stdin") });
      const shown = [command, ...args].join(" ");
      if ("problem" in ran)
        return failed("Command Execution Failed", `${shown} did not run: ${ran.problem}.`);
      const text = (output: Buffer) =>
        output.length === 0 ? Value.null(STRING) : Value.string(output.toString("utf8"));
      const state = withAttributes(config, {
        exit_code: Value.number(ran.code),
        stdout: text(ran.stdout),
        stderr: text(ran.stderr),
      });
      const allowed = config.attr("allow_non_zero_exit_code");
      if (ran.code === 0 || (!allowed.isNull && allowed.asBool())) return { state, diagnostics: [] };
      return failed(
        "Command Execution Failed",
        `${shown} ended with exit code ${ran.code}. To accept it, set allow_non_zero_exit_code to true.\n\n` +
          `It said: ${ran.stderr.toString("utf8")}`,
        state,
      );
    },
  };
}

function isThere(command: string, dir: string, { PATH = "" }: Env): boolean {
  const places = command.includes("/")
    ? [resolve(dir, command)]
    : PATH.split(delimiter).map((folder) => join(resolve(dir, folder), command));
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK);
      return statSync(place).isFile();
    } catch {
      return false;
    }
  });
}

interface Given {
  readonly cwd: string;
  readonly env: Env;
  readonly stopped: AbortSignal;
  readonly input: string | undefined;
}

type Ran =
  | { readonly code: number; readonly stdout: Buffer; readonly stderr: Buffer }
  | { readonly problem: string };

async function run(
  command: string,
  args: readonly string[],
  { cwd, env, stopped, input }: Given,
): Promise<Ran> {
  const child = spawn(command, args, { cwd, env: { ...env }, signal: stopped, stdio: "pipe" });
  const ended = new Promise<{ code: number } | { problem: string }>((done) => {
    child.once("error", ({ message }) => done({ problem: message }));
    // As in Go: -1 for a program that a signal ended.
    child.once("close", (code) => done({ code: code ?? -1 }));
  });
  // A program can ignore its standard input.
  child.stdin.on("error", () => {});
  child.stdin.end(input ?? "");
  const [how, stdout, stderr] = await Promise.all([ended, buffer(child.stdout), buffer(child.stderr)]);
  return "problem" in how ? how : { ...how, stdout, stderr };
}
