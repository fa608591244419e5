import { createInterface } from "node:readline";
import type { Context } from "./command.js";
import { CliError } from "./errors.js";

export interface Confirmation {
  readonly question: string;
  /** What `yes` leads to; one or more lines. */
  readonly consequence: string;
  /** The message when the answer is anything else. */
  readonly declined: string;
}

/** Asks for a confirmation as tofu does: only `yes` counts. Throws if it is declined. */
export async function confirm(
  context: Context,
  { question, consequence, declined }: Confirmation,
): Promise<void> {
  const { out } = context;
  if (out.json) {
    throw new CliError("usage", "--json cannot prompt. Add --auto-approve.");
  }
  const indented = consequence.replace(/^/gm, "  ");
  out.print(`\n${out.style("bold", question)}\n${indented}\n  Only 'yes' will be accepted to approve.\n`);
  out.write(`  ${out.style("bold", "Enter a value:")} `);
  const answer = await line(context);
  out.print(context.stdin().isTTY ? "" : "\n");
  if (answer === undefined)
    throw new CliError(
      "failure",
      `${declined} Standard input ended without an answer. To continue without being asked, add --auto-approve.`,
    );
  if (answer !== "yes") throw new CliError("failure", declined);
}

/** One line of standard input; undefined at its end. */
async function line({ signal, stdin }: Context): Promise<string | undefined> {
  signal.throwIfAborted();
  // Not in raw mode: Ctrl-C stays a signal of the terminal.
  const reader = createInterface({ input: stdin(), terminal: false });
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      reader.once("line", (text) => resolve(text.trim()));
      reader.once("close", () => resolve(undefined));
    });
  } finally {
    reader.close();
    stdin().pause();
  }
}
