import { baseUrlOf } from "../../../provider/client/index.js";
import type { Connection } from "../../client/connection.js";
import type { Place } from "../../client/sandbox-api.js";
import type { Context } from "../../shell/command.js";
import type { Output } from "../../shell/output.js";
import { labelOf, levels } from "../levels.js";
import { questionsFor } from "../questions.js";
import { type AskedEffect, askEffect, NOTHING } from "./ask.js";
import type { PlanJson } from "./plan-json.js";
import type { TellNames } from "./told-names.js";

/** The effect of a plan that `plan` and `apply` show. */
export interface PlanEffect extends AskedEffect {
  /** Why nothing could be told at all; null where something could. */
  readonly problem: string | null;
}

/**
 * Computes the effect of a plan on where runs execute. It asks the plan's sandbox, or a copy of the account of another host.
 * Resolves with null if the plan changes neither links nor access. Rejects only if it is interrupted.
 */
export async function effectOf(
  plan: PlanJson,
  target: Connection,
  context: Context,
  tell: TellNames | null = null,
): Promise<PlanEffect | null> {
  try {
    if (!touches(plan)) return null;
    const elsewhere = otherHost(plan, target);
    if (elsewhere !== null)
      return {
        ...NOTHING,
        problem: `The provider's hostname is ${elsewhere}, and only ${target.url} is known.`,
      };
    return await asked(plan, target, context, tell);
  } catch (error) {
    context.signal.throwIfAborted();
    return { ...NOTHING, problem: error instanceof Error ? error.message : String(error) };
  }
}

const TOUCHING =
  /^scalr_(agent_pool|environment|workspace|workspace_agent_pool|environment_agent_pool_default|agent_pool_environment_access|account_agent_pool_default)$/;

const touches = ({ resource_changes: changes = [] }: PlanJson) =>
  changes.some(
    ({ mode, type, change }) =>
      mode === "managed" &&
      TOUCHING.test(type) &&
      change.actions.some((action) => action !== "no-op" && action !== "read"),
  );

/** The host that the configuration names, where it is not the one that is asked. */
function otherHost({ configuration }: PlanJson, { url }: Connection): string | null {
  for (const { full_name: name = "", expressions } of Object.values(configuration?.provider_config ?? {})) {
    const hostname = expressions?.hostname;
    if (!/(^|\/)scalr$/.test(name) || hostname === undefined) continue;
    const value = hostname.constant_value;
    // What comes from a variable is not in the plan's JSON: it is taken to be the same.
    if (typeof value === "string" && baseUrlOf(value) !== url) return value;
  }
  return null;
}

async function asked(
  plan: PlanJson,
  target: Connection,
  context: Context,
  tell: TellNames | null,
): Promise<PlanEffect | null> {
  await using questions = await questionsFor(target, context);
  const effect = await askEffect(plan, questions.client, tell);
  return effect && { ...effect, problem: null };
}

/** The sentence that `plan` and `apply` add to a plan, and with `--json` an object of the type `effect`. */
export function showEffect(effect: PlanEffect, stack: string, out: Output): void {
  if (out.json) {
    out.object({ type: "effect", stack, ...effect });
    return;
  }
  out.print();
  const { moves, created, deleted, hidden, refused, unsure, problem } = effect;
  if (problem !== null) {
    out.paragraph(`It cannot be told whose runs will move: ${problem}`);
    return;
  }
  const count = (number: number) => (number === 1 ? "1 workspace" : `${number} workspaces`);
  if (moves.length > 0) out.print(out.style("bold", `Runs of ${count(moves.length)} will move:`));
  else out.print("No runs will move.");
  for (const { workspace, from, to } of moves)
    out.paragraph(`  ${labelOf(workspace)}: ${nameOf(from)} to ${nameOf(to)} (${reasonOf(to)})`);
  if (created.length > 0)
    out.print(`Runs of ${count(created.length)} that ${created.length === 1 ? "is" : "are"} new:`);
  for (const { workspace, to } of created)
    out.paragraph(`  ${labelOf(workspace)}: ${nameOf(to)} (${reasonOf(to)})`);
  if (deleted.length > 0) out.paragraph(`Deleted: ${deleted.map(labelOf).join(", ")}.`);
  if (hidden > 0) out.print(`${count(hidden)} more that the token may not read.`);
  for (const { address, message, waiting } of refused)
    out.paragraph(out.style("yellow", `  Will be refused: ${address}. ${message}${waitingLine(waiting)}`));
  for (const each of unsure)
    out.paragraph(out.style("yellow", `  Known after the apply only: what ${each} does.`));
}

/** Resources that a line names before it says how many more there are. */
const NAMED = 3;

/** A sentence about the resources that need a rejected one, or "". */
function waitingLine(addresses: readonly string[]): string {
  if (addresses.length === 0) return "";
  const more = addresses.length > NAMED ? ` and ${addresses.length - NAMED} more` : "";
  const others =
    addresses.length === 1 ? "1 other resource waits" : `${addresses.length} other resources wait`;
  return ` ${others} for it: ${addresses.slice(0, NAMED).join(", ")}${more}.`;
}

const nameOf = ({ pool }: Place) => pool?.name ?? "no pool";
const reasonOf = ({ level, reason }: Place) => (level === null ? reason : levels[level]);
