/** The embedded engine goes through the steps of `test/engine/steps.ts` as the real tofu does: plans, texts, messages and states. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { planJson, renderPlan } from "../../engine/index.js";
import { cleanEnvironment } from "../cli/support.js";
import { asSaid, type Said } from "../engine/messages.js";
import { settle } from "../engine/settle.js";
import { type Step, sequences } from "../engine/steps.js";
import { Workspace } from "../engine/support.js";
import { describeWithTofu, tofu } from "../support/tofu.js";

/** What a step comes to. */
interface Outcome {
  readonly said: readonly string[];
  readonly details: readonly string[];
  readonly plan?: object;
  readonly text?: string;
  readonly state?: object;
}

/** What is said, and in which words. */
const messagesOf = (all: readonly Said[]) => ({
  said: sorted(all.map(asSaid)),
  details: sorted(all.map(({ detail = "" }) => detail.replace(/\s+/g, " ").trim())),
});

const sorted = (all: readonly string[]): string[] => [...new Set(all)].sort();

const flagsOf = ({ target, exclude, replace, mode, variables = {} }: Step): string[] => [
  ...(target ?? []).map((address) => `-target=${address}`),
  ...(exclude ?? []).map((address) => `-exclude=${address}`),
  ...(replace ?? []).map((address) => `-replace=${address}`),
  ...(mode === "destroy" ? ["-destroy"] : mode === "refresh-only" ? ["-refresh-only"] : []),
  ...Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`),
];

/** Without what each program writes for itself. */
function stateOf(file: object | null): object {
  const { resources, outputs } = settle((file ?? { resources: [], outputs: {} }) as Record<string, unknown>);
  return { resources, outputs };
}

async function byEngine(workspace: Workspace, step: Step): Promise<Outcome> {
  const { target, exclude, replace, mode, variables = {} } = step;
  const inputs = Object.entries(variables).map(([name, value]) => ({ name, value, from: "-var" }));
  const made = await workspace.plan({
    ...(target && { targets: target }),
    ...(exclude && { excludes: exclude }),
    ...(replace && { replace }),
    ...(mode && { mode }),
    inputs,
  });
  if (!made.plan) return messagesOf(made.diagnostics);
  const { diagnostics } = await workspace.apply(made.plan, { inputs });
  const { plan } = made;
  return {
    ...messagesOf([...made.diagnostics, ...diagnostics]),
    plan: settle(planJson(plan)),
    text: textOf(renderPlan(plan)),
    state: stateOf(workspace.state),
  };
}

const textOf = (text: string): string =>
  text
    .trim()
    .replace(/\(known after apply\)|"[0-9a-f-]{36}"/g, "<id>")
    .replace(/ +$/gm, "");

async function byTofu(dir: string, step: Step): Promise<Outcome> {
  rmSync(join(dir, "plan.bin"), { force: true });
  await call(dir, "init", "-input=false", "-no-color", ...flagsOf({ variables: step.variables ?? {} }));
  const said = messagesIn(
    await call(dir, "plan", "-json", "-input=false", "-out=plan.bin", ...flagsOf(step)),
  );
  if (said.some(({ severity }) => severity === "error")) return messagesOf(said);
  const plan = JSON.parse(await call(dir, "show", "-json", "plan.bin"));
  const text = await call(dir, "show", "-no-color", "plan.bin");
  said.push(...messagesIn(await call(dir, "apply", "-json", "-input=false", "plan.bin")));
  const file = join(dir, "terraform.tfstate");
  return {
    ...messagesOf(said),
    plan: settle(plan),
    text: textOf(text),
    state: stateOf(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null),
  };
}

function messagesIn(lines: string): Said[] {
  return lines
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === "diagnostic")
    .map(({ diagnostic }) => diagnostic);
}

/** What tofu prints, however it ends. */
function call(cwd: string, ...args: string[]): Promise<string> {
  const env = { ...cleanEnvironment(), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  return new Promise((resolve) => {
    execFile(tofu!, args, { cwd, env, maxBuffer: 1 << 26 }, (_error, stdout) => resolve(stdout));
  });
}

describeWithTofu("step by step", () => {
  it.each(sequences)("$what", async ({ steps }) => {
    const [forTofu, forEngine] = [new Workspace({}), new Workspace({})];
    onTestFinished(() => rmSync(join(forTofu.dir, ".terraform"), { recursive: true, force: true }));
    for (const [at, step] of steps.entries()) {
      if (step.files !== undefined) for (const each of [forTofu, forEngine]) each.write(step.files);
      const expected = await byTofu(forTofu.dir, step);
      const outcome = await byEngine(forEngine, step);
      expect(outcome, `step ${at + 1}`).toEqual(expected);
      // A table that only compares could compare two failures endlessly.
      expect(outcome.said, `step ${at + 1}`).toEqual(step.said ?? []);
    }
  });
});
