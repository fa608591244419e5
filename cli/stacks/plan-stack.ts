import {
  type EngineEvent,
  type Plan,
  type PlanMode,
  plan,
  planJson,
  renderEvent,
  renderPlan,
  type StateFile,
} from "../../engine/index.js";
import type { TellNames } from "../fleet/effect/told-names.js";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { annotateDiagnostics } from "../shell/github.js";
import { checkDiagnostics } from "./diagnostics.js";
import type { Stack } from "./locate.js";
import { type PlanArgs, variableInputs } from "./options.js";
import type { Providers } from "./providers.js";

/** Plans one stack and shows the plan. Throws when it cannot be made. */
export async function planStack(
  stack: Stack,
  state: StateFile | null,
  mode: PlanMode,
  args: PlanArgs,
  providers: Providers,
  context: Context,
): Promise<Plan> {
  const { out, signal } = context;
  const request = requestOf(stack, state, mode, args, providers, context);
  const outcome = await plan({ ...request, refresh: args.refresh, onEvent: eventPrinter(context) });
  signal.throwIfAborted();
  if (outcome.partial && !out.json) out.print(renderPlan(outcome.partial, { colour: out.colour }));
  annotateDiagnostics(outcome.diagnostics, stack.dir, context);
  checkDiagnostics(out, outcome.diagnostics, "The plan could not be made");
  showPlan(outcome.plan!, stack, context);
  return outcome.plan!;
}

const requestOf = (
  stack: Stack,
  state: StateFile | null,
  mode: PlanMode,
  args: PlanArgs,
  { providers, env }: Providers,
  context: Context,
) => ({
  dir: stack.dir,
  providers,
  env,
  state,
  mode,
  workspace: stack.workspace,
  inputs: variableInputs(args, context),
  targets: args.target,
  excludes: args.exclude,
  replace: args.replace,
  parallelism: parallelismOf(args.parallelism),
  signal: context.signal,
});

/** Tells what names in the plan of a stack lead to, as `namesTold` does. `made` is the plan where this engine made it. */
export function nameTeller(made: Plan | null, ...given: Parameters<typeof requestOf>): TellNames {
  return async (real, open) => {
    const [{ namesTold }, { withStandIns }] = await Promise.all([
      import("../fleet/effect/plainly-told.js"),
      import("../fleet/effect/stand-ins.js"),
    ]);
    return namesTold(made, real, open, async () => {
      const request = requestOf(...given);
      const providers = withStandIns(request.providers);
      // What there is was read for the real plan.
      const { plan: other } = await plan({ ...request, providers, refresh: false });
      request.signal.throwIfAborted();
      return other;
    });
  };
}

/** Prints a plan: for people, or with `--json` as one line. */
export function showPlan(made: Plan, stack: Stack, { out }: Context): void {
  if (out.json)
    out.object({
      type: "plan",
      stack: stack.name,
      hasChanges: made.hasChanges,
      counts: made.counts,
      plan: planJson(made),
    });
  else out.print(renderPlan(made, { colour: out.colour }));
}

/** Progress as tofu prints it, or one line of JSON an event. */
export function eventPrinter({ out }: Context): (event: EngineEvent) => void {
  return (event) => {
    const text = out.json ? JSON.stringify(event) : renderEvent(event, { colour: out.colour });
    if (text !== null) out.progress(text);
  };
}

/** `--parallelism`. @throws CliError where it is not a whole number from 1 up */
export function parallelismOf(given: number): number {
  if (!Number.isInteger(given) || given < 1)
    throw usage(`--parallelism must be a whole number from 1 up, not ${given}.`);
  return given;
}

/** The kind of plan that the flags select. @throws CliError if they contradict each other */
export function modeOf(args: { readonly refreshOnly: boolean; readonly destroy?: boolean }): PlanMode {
  if (args.refreshOnly && args.destroy) throw usage("--refresh-only and --destroy exclude each other.");
  return args.destroy ? "destroy" : args.refreshOnly ? "refresh-only" : "normal";
}
