import { readFile, writeFile } from "node:fs/promises";
import { loadPlan, type Plan, savePlan } from "../../engine/index.js";
import type { ProviderFactories } from "../../engine/provider.js";
import { CliError } from "../shell/errors.js";
import { withPath } from "../shell/system-errors.js";
import type { Stack } from "./locate.js";

/** The file of `plan --out`: the engine's plan, and the state that it is for. */
interface SavedPlan {
  readonly format: "scalr-sandbox plan 1";
  readonly stack: Stack;
  /** The engine's own bytes, base64. */
  readonly plan: string;
}

const format = "scalr-sandbox plan 1";

/** Saves a plan with the stack that it is of, for the file's owner alone (0600). */
export async function writePlanFile(path: string, stack: Stack, plan: Plan): Promise<void> {
  const saved: SavedPlan = { format, stack, plan: savePlan(plan).toString("base64") };
  // Plans hold values in clear, sensitive ones too.
  await writeFile(path, `${JSON.stringify(saved)}\n`, { mode: 0o600 });
}

/** A plan that `writePlanFile` saved. @throws CliError where the file cannot be read or is not such a plan */
export async function readPlanFile(
  path: string,
  providers: ProviderFactories,
): Promise<{ stack: Stack; plan: Plan }> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw withPath(error, path);
  });
  let saved: Partial<SavedPlan>;
  try {
    saved = JSON.parse(text) as Partial<SavedPlan>;
  } catch {
    saved = {};
  }
  if (saved.format !== format || saved.stack === undefined || saved.plan === undefined) {
    throw new CliError(
      "failure",
      `${path} is not a saved plan. Make one with: scalr-sandbox plan --out <file>`,
    );
  }
  const plan = loadPlan(Buffer.from(saved.plan, "base64"), { dir: saved.stack.dir, providers });
  return { stack: saved.stack, plan };
}
