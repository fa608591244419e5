/** One expression after the other, by the real tofu and by the embedded engine, in one folder. */
import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";
import { builtinProviderFactories } from "../../engine/builtin/index.js";
import { createConsole, emptyState } from "../../engine/index.js";
import { cleanEnvironment } from "../cli/support.js";
import { tofu } from "../support/tofu.js";

/** What is shown, or the title of the error. */
export type Outcome = { readonly shown: string } | { readonly error: string };

const mark = (index: number) => `"@@${index}@@"`;

/**
 * What tofu's console says. It takes many expressions at once and ends at the first that fails, so there is a process more for each
 * of those.
 */
export async function byTofu(dir: string, expressions: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  while (outcomes.length < expressions.length) {
    const rest = expressions.slice(outcomes.length);
    const { stdout, stderr } = await consoleOf(
      dir,
      rest.map((expression, index) => `${expression}\n${mark(index)}\n`).join(""),
    );
    let from = 0;
    for (let index = 0; index < rest.length; index++) {
      const end = stdout.indexOf(`${mark(index)}\n`, from);
      if (end < 0) {
        outcomes.push({ error: /Error: (.*)/.exec(stderr + stdout.slice(from))?.[1] ?? stderr });
        break;
      }
      outcomes.push({ shown: stdout.slice(from, end).replace(/\n$/, "") });
      from = end + mark(index).length + 1;
    }
  }
  return outcomes;
}

function consoleOf(dir: string, input: string): Promise<{ stdout: string; stderr: string }> {
  const env = { ...cleanEnvironment(), CHECKPOINT_DISABLE: "1", NO_COLOR: "1" };
  const child = spawn(tofu!, ["console", "-lock=false"], { cwd: dir, env });
  const text = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (piece) => {
      text[name] += piece;
    });
  // What comes after a failure is not read any more.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () =>
      resolve({
        stdout: stripVTControlCharacters(text.stdout),
        stderr: stripVTControlCharacters(text.stderr),
      }),
    );
  });
}

/** What the embedded engine's console says. */
export async function byEngine(dir: string, expressions: readonly string[]): Promise<Outcome[]> {
  const opened = await createConsole({ dir, providers: builtinProviderFactories, state: emptyState() });
  const outcomes: Outcome[] = [];
  for (const expression of expressions) {
    const { text, diagnostics } = await opened.evaluate(expression);
    const error = diagnostics.find(({ severity }) => severity === "error");
    outcomes.push(text === undefined ? { error: error?.summary ?? "" } : { shown: text });
  }
  return outcomes;
}
