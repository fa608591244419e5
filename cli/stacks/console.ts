import { createInterface } from "node:readline";
import { createConsole, readLocalState, renderDiagnostic } from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { exitCodes } from "../shell/exit-codes.js";
import { advisedBy, checkDiagnostics } from "./diagnostics.js";
import { oneStack } from "./locate.js";
import { variableInputs } from "./options.js";
import { loadProviders } from "./providers.js";

interface ConsoleArgs {
  readonly folder: string;
  readonly stack: readonly string[];
  readonly state: string | undefined;
  readonly dataDir: string | undefined;
  readonly var: readonly string[];
  readonly varFile: readonly string[];
}

/** Evaluates line after line. From a file or a pipe, it stops at the first error with exit code 1. */
export async function openConsole(args: ConsoleArgs, context: Context): Promise<number> {
  const { out, signal } = context;
  const providers = await loadProviders(context, args);
  const stack = await oneStack(args.folder, args, providers.env, context);
  const evaluator = await createConsole({
    dir: stack.dir,
    ...providers,
    workspace: stack.workspace,
    inputs: variableInputs(args, context),
    state: await readLocalState(stack.statePath),
  });
  checkDiagnostics(out, evaluator.diagnostics, "The configuration is invalid");
  const interactive = context.stdin().isTTY === true && !out.json;
  const lines = createInterface({ input: context.stdin(), terminal: false });
  const stop = () => lines.close();
  signal.addEventListener("abort", stop, { once: true });
  if (interactive) out.write("> ");
  try {
    for await (const line of lines) {
      const text = line.trim();
      if (text === "exit") break;
      if (text !== "" && !(await answer(text)) && !interactive) return exitCodes.failure.code;
      if (interactive) out.write("> ");
    }
  } finally {
    signal.removeEventListener("abort", stop);
    lines.close();
    context.stdin().pause();
  }
  signal.throwIfAborted();
  return exitCodes.ok.code;

  /** False when it could not be evaluated. */
  async function answer(text: string): Promise<boolean> {
    const { text: value, diagnostics: found } = await evaluator.evaluate(text);
    const diagnostics = found.map((diagnostic) => advisedBy(out, diagnostic));
    if (out.json) out.object({ expression: text, value: value ?? null, diagnostics });
    else {
      for (const diagnostic of diagnostics) out.note(renderDiagnostic(diagnostic, { colour: out.colour }));
      if (value !== undefined) out.print(value);
    }
    return value !== undefined;
  }
}
