import { type Plan, planChangesJson } from "../../engine/index.js";
import { connectionIfAny } from "../client/connection.js";
import type { PlanJson } from "../fleet/effect/plan-json.js";
import type { TellNames } from "../fleet/effect/told-names.js";
import type { EffectArgs } from "../fleet/options.js";
import type { Context } from "../shell/command.js";
import type { Stack } from "./locate.js";

/**
 * Shows whose runs a plan moves, and fails where `--fail-if-moves` forbids it. `tell` finds out what names lead to
 * that only the apply gives; without it, what goes through locals and loops cannot be told.
 * @throws CliError
 */
export async function tellEffect(
  plan: Plan,
  stack: Stack,
  args: EffectArgs & { readonly dataDir: string | undefined },
  context: Context,
  tell: TellNames | null = null,
): Promise<void> {
  if (plan.mode === "refresh-only") return;
  // The JSON of a plan is worth making only where it changes resources of this provider.
  if (!plan.changes.some(({ type, action }) => type.startsWith("scalr_") && action !== "no-op")) return;
  await tellEffectOf(planChangesJson(plan) as PlanJson, stack, args, context, tell);
}

/** The same of a plan's JSON, as other engines give it. */
export async function tellEffectOf(
  plan: PlanJson,
  stack: Stack,
  args: EffectArgs & { readonly dataDir: string | undefined },
  context: Context,
  tell: TellNames | null = null,
): Promise<void> {
  const target = args.moves ? connectionIfAny(context, args.dataDir) : undefined;
  if (target === undefined) return;
  const [{ effectOf, showEffect }, { guard }] = await Promise.all([
    import("../fleet/effect/effect.js"),
    import("../fleet/effect/guard.js"),
  ]);
  const effect = await effectOf(plan, target, context, tell);
  if (effect !== null) showEffect(effect, stack.name, context.out);
  guard(effect, args.failIfMoves);
}
