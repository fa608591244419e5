import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type PlanMode, readLocalState } from "../../engine/index.js";
import type { PlanJson } from "../fleet/effect/plan-json.js";
import type { TellNames } from "../fleet/effect/told-names.js";
import type { EffectArgs } from "../fleet/options.js";
import type { Context } from "../shell/command.js";
import type { Stack } from "./locate.js";
import type { PlanArgs } from "./options.js";
import { runEngine } from "./other-engine.js";
import { tellEffectOf } from "./plan-effect.js";
import { nameTeller } from "./plan-stack.js";
import type { Providers } from "./providers.js";

interface ElsewhereArgs extends PlanArgs, EffectArgs {
  readonly out: string | undefined;
  readonly detailedExitcode: boolean;
}

/**
 * Plans stacks with another engine, and resolves with the worst of its exit codes. Whose runs move is told where the plan is
 * saved, or guarded by `--fail-if-moves`: it is read from the saved plan.
 */
export async function planElsewhere(
  stacks: readonly Stack[],
  mode: PlanMode,
  args: ElsewhereArgs,
  providers: Providers,
  context: Context,
): Promise<number> {
  const scratch = await mkdtemp(join(tmpdir(), "scalr-sandbox-plan-"));
  try {
    const saved = args.out === undefined ? join(scratch, "plan") : resolve(context.cwd, args.out);
    const isSaved = args.out !== undefined || args.failIfMoves.length > 0;
    const tells = isSaved && args.moves && mode !== "refresh-only";
    const flags = [
      ...(isSaved ? [`-out=${saved}`] : []),
      ...(args.detailedExitcode ? ["-detailed-exitcode"] : []),
    ];
    let worst = 0;
    for (const stack of stacks) {
      // Where the state is a file here, the embedded engine tells what goes through locals and loops, which tofu's JSON leaves out.
      const tell: TellNames = async (real, open) => {
        const state = await readLocalState(stack.statePath).catch(() => null);
        return nameTeller(null, stack, state, mode, args, providers, context)(real, open);
      };
      const onPlan = (plan: PlanJson) => tellEffectOf(plan, stack, args, context, tell);
      const order = { verb: "plan", mode, flags, ...(tells && { saved, onPlan }) } as const;
      const code = await runEngine(stack, order, args, providers, context);
      // 1 is an error, 2 are changes.
      worst = code === 1 || worst === 1 ? 1 : Math.max(worst, code);
    }
    return worst;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
