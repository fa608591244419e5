import { isAbsolute } from "node:path";
import {
  type ApplyOptions,
  type ApplyOutcome,
  apply,
  type LocalState,
  type Plan,
  renderApplySummary,
  renderOutputs,
} from "../../engine/index.js";
import { toJson } from "../../engine/values/index.js";
import type { Context } from "../shell/command.js";
import { annotateDiagnostics, inRepository, summarise, summaryText } from "../shell/github.js";
import { confirm } from "../shell/prompt.js";
import { checkDiagnostics, showDiagnostics } from "./diagnostics.js";
import type { Hosts } from "./hosts.js";
import type { Stack } from "./locate.js";
import { eventPrinter } from "./plan-stack.js";
import type { Providers } from "./providers.js";

/** Asks, with the words that fit what the plan does, and the names of hosts that are not sandboxes. */
export async function confirmPlan(plan: Plan, { real }: Hosts, context: Context): Promise<void> {
  const texts = {
    normal: {
      question: "Do you want to perform these actions?",
      consequence: "The actions described above will be performed.",
    },
    destroy: {
      question: "Do you really want to destroy all resources?",
      consequence: "Everything shown above will be destroyed. There is no undo.",
    },
    "refresh-only": {
      question: "Would you like to update the state to reflect these detected changes?",
      consequence: "The changes above are written to the state; no real object is changed.",
    },
  } as const;
  const { mode } = plan;
  const { question, consequence } = texts[mode];
  const where = mode === "refresh-only" ? "" : real.map((host) => `\n${host} is not a sandbox.`).join("");
  const declined = mode === "destroy" ? "Destroy cancelled." : "Apply cancelled.";
  await confirm(context, { question, consequence: `${consequence}${where}`, declined });
}

/** Applies exactly the plan, writing the state as it grows, and shows what came of it. */
export async function applyPlan(
  plan: Plan,
  stack: Stack,
  state: LocalState,
  how: Pick<ApplyOptions, "parallelism" | "suppressForgetErrors">,
  providers: Providers,
  context: Context,
): Promise<ApplyOutcome> {
  const { out, signal } = context;
  const onInterrupt = () =>
    out.note(
      "Interrupted: finishing what is in progress, starting nothing new. Press Ctrl-C again to stop at once.",
    );
  signal.addEventListener("abort", onInterrupt, { once: true });
  let outcome: ApplyOutcome;
  try {
    outcome = await apply(plan, {
      ...providers,
      ...how,
      signal,
      currentState: state.state,
      onEvent: eventPrinter(context),
      onState: (grown) => state.write(grown),
    });
  } finally {
    signal.removeEventListener("abort", onInterrupt);
  }
  await state.write(outcome.state);
  if (signal.aborted) {
    showDiagnostics(out, outcome.diagnostics);
    throw signal.reason;
  }
  annotateDiagnostics(outcome.diagnostics, stack.dir, context);
  summariseApply(plan, outcome, stack, context);
  checkDiagnostics(
    out,
    outcome.diagnostics,
    plan.mode === "destroy" ? "The destroy failed" : "The apply failed",
  );
  showOutcome(plan, outcome, stack, context);
  return outcome;
}

/** The apply in the summary of a job of GitHub Actions: what was done, and what failed. */
function summariseApply(plan: Plan, { counts, diagnostics }: ApplyOutcome, stack: Stack, context: Context) {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const what = plan.mode === "destroy" ? "Destroy" : "Apply";
  const failures = errors.map(({ summary, detail, address }) => {
    const object = address === undefined ? "" : `\`${address}\`: `;
    return `- ${object}${summaryText(detail === undefined ? summary : `${summary}: ${detail}`)}`;
  });
  const done = renderApplySummary(counts, plan.mode, { colour: false }).replace(/^\w+ complete! /, "");
  // A plain configuration is named by its folder.
  const name = isAbsolute(stack.name) ? inRepository(stack.name, context) : stack.name;
  summarise(
    `${what} of ${summaryText(name)} ${errors.length === 0 ? "complete" : "failed"}`,
    [done, ...(failures.length > 0 ? ["", ...failures] : [])],
    context,
  );
}

function showOutcome(plan: Plan, { counts, outputs }: ApplyOutcome, stack: Stack, { out }: Context): void {
  if (out.json) {
    const shown = Object.entries(outputs).map(([name, { value, sensitive }]) => [
      name,
      { sensitive, value: sensitive ? null : toJson(value.unmarkDeep()) },
    ]);
    out.object({ type: "applied", stack: stack.name, counts, outputs: Object.fromEntries(shown) });
    return;
  }
  out.print(`\n${renderApplySummary(counts, plan.mode, { colour: out.colour })}`);
  const text = renderOutputs(outputs, { colour: out.colour });
  if (text !== "") out.print(`\n${text}`);
}
