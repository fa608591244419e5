import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { PlanMode } from "../../engine/index.js";
import { checkGuard } from "../fleet/effect/guard.js";
import type { EffectArgs } from "../fleet/options.js";
import type { Context } from "../shell/command.js";
import { CliError, usage } from "../shell/errors.js";
import { applyPlan, confirmPlan } from "./apply-plan.js";
import { locateStacks, type Stack } from "./locate.js";
import { embedded, type PlanArgs } from "./options.js";
import { runEngine } from "./other-engine.js";
import { tellEffect } from "./plan-effect.js";
import { readPlanFile } from "./plan-file.js";
import { nameTeller, parallelismOf, planStack } from "./plan-stack.js";
import { loadProviders, type Providers } from "./providers.js";
import { withState } from "./state-file.js";

export interface ChangeArgs extends PlanArgs, EffectArgs {
  readonly folder: string;
  readonly autoApprove: boolean;
  readonly suppressForgetErrors: boolean;
  readonly host: readonly string[];
}

/**
 * `apply` and `destroy`: plans each stack, asks, and applies exactly that plan, all under the state's lock. Stacks are
 * applied after those they depend on, and destroyed before them.
 */
export async function changeStacks(args: ChangeArgs, mode: PlanMode, context: Context): Promise<void> {
  // A wrong number is refused before anything is synthesized.
  parallelismOf(args.parallelism);
  checkGuard(args);
  if (args.engine !== embedded && args.failIfMoves.length > 0)
    throw usage(
      `${args.engine} plans and applies in one step here, so --fail-if-moves cannot stop it in between. ` +
        `Guard the plan instead: scalr-sandbox plan --engine ${args.engine} --fail-if-moves ${args.failIfMoves[0]}`,
    );
  const providers = await loadProviders(context, args);
  const path = resolve(context.cwd, args.folder);
  if (mode !== "destroy" && statSync(path, { throwIfNoEntry: false })?.isFile()) {
    if (args.engine !== embedded)
      throw usage(`Apply the plan with ${args.engine} itself: ${args.engine} apply ${path}`);
    await applySaved(path, args, providers, context);
    return;
  }
  const located = await locateStacks(path, {
    ...context,
    env: providers.env,
    only: args.stack,
    statePath: args.state,
  });
  const stacks = mode === "destroy" ? located.reverse() : located;
  for (const stack of stacks) {
    if (stacks.length > 1) context.out.say(context.out.style("bold", `\nStack ${stack.name}`));
    await changeStack(stack, args, mode, providers, context);
  }
}

async function changeStack(
  stack: Stack,
  args: ChangeArgs,
  mode: PlanMode,
  providers: Providers,
  context: Context,
): Promise<void> {
  if (args.engine !== embedded) {
    const flags = [
      ...(args.autoApprove ? ["-auto-approve"] : []),
      ...(args.suppressForgetErrors ? ["-suppress-forget-errors"] : []),
    ];
    const code = await runEngine(stack, { verb: "apply", mode, flags }, args, providers, context);
    if (code !== 0)
      throw new CliError("failure", `\`${args.engine} apply\` failed in ${stack.dir} (exit code ${code}).`);
    return;
  }
  await withState(stack.statePath, "OperationTypeApply", async (state) => {
    const given = [stack, state.state, mode, args, providers, context] as const;
    const plan = await planStack(...given);
    await tellEffect(plan, stack, args, context, nameTeller(plan, ...given));
    const asks = plan.hasChanges && !args.autoApprove;
    if (asks) await confirmPlan(plan, providers.hosts, context);
    if (plan.hasChanges && mode !== "refresh-only") providers.hosts.beforeChanges(asks);
    await applyPlan(plan, stack, state, how(args), providers, context);
  });
}

const how = ({ parallelism, suppressForgetErrors }: ChangeArgs) => ({
  parallelism: parallelismOf(parallelism),
  suppressForgetErrors,
});

/** A saved plan was looked at when it was made: nobody is asked again, as with tofu. */
async function applySaved(
  path: string,
  args: ChangeArgs,
  providers: Providers,
  context: Context,
): Promise<void> {
  const { stack, plan } = await readPlanFile(path, providers.providers);
  await withState(stack.statePath, "OperationTypeApply", async (state) => {
    await tellEffect(plan, stack, args, context);
    if (plan.mode !== "refresh-only") providers.hosts.beforeChanges(false);
    await applyPlan(plan, stack, state, how(args), providers, context);
  });
}
