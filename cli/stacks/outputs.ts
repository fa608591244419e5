import { type OutputValue, readLocalState, renderOutputValue, type StateOutput } from "../../engine/index.js";
import { fromJson, type Json, typeFromJson } from "../../engine/values/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import type { Output } from "../shell/output.js";
import { oneStack } from "./locate.js";

interface OutputArgs {
  readonly folder: string;
  readonly stack: readonly string[];
  readonly state: string | undefined;
  readonly name: string | undefined;
  readonly raw: boolean;
}

/** Prints the outputs that the state holds, as tofu does. */
export async function showOutputs(args: OutputArgs, out: Output, context: Context): Promise<void> {
  const { statePath } = await oneStack(args.folder, args, context.env, context);
  const stored = (await readLocalState(statePath))?.outputs ?? {};
  if (args.name !== undefined) {
    showOne(args.name, stored, args.raw, statePath, out);
  } else if (out.json) {
    const all = Object.entries(stored).map(([name, { sensitive = false, type, value }]) => [
      name,
      { sensitive, type, value },
    ]);
    out.object(Object.fromEntries(all));
  } else {
    const values = Object.fromEntries(
      Object.entries(stored).map(([name, output]) => [name, outputValue(output)]),
    );
    if (Object.keys(values).length === 0) out.note(`There are no outputs in ${statePath}.`);
    else
      for (const [name, value] of Object.entries(values)) out.print(`${name} = ${renderOutputValue(value)}`);
  }
}

function showOne(
  name: string,
  stored: Record<string, StateOutput>,
  raw: boolean,
  statePath: string,
  out: Output,
): void {
  const output = stored[name];
  if (output === undefined) {
    const names = Object.keys(stored).join(", ") || "none";
    throw new CliError("failure", `There is no output "${name}" in ${statePath}. There are: ${names}.`);
  }
  if (out.json) {
    out.object(output.value);
  } else if (raw) {
    if (typeof output.value === "object") {
      throw new CliError(
        "failure",
        `The output "${name}" is not a text; --raw prints texts, numbers and booleans. Use --json.`,
      );
    }
    out.write(String(output.value));
  } else {
    out.print(renderOutputValue({ ...outputValue(output), sensitive: false }));
  }
}

function outputValue({ value, type, sensitive = false }: StateOutput): OutputValue {
  return { value: fromJson(value as Json, typeFromJson(type as Json)), sensitive };
}
