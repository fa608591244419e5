import type { ScalrClient } from "../../../provider/client/index.js";
import { type Effect, sandboxApi } from "../../client/sandbox-api.js";
import { CliError } from "../../shell/errors.js";
import { changesIn, type PlannedChange } from "./changes.js";
import type { PlanJson } from "./plan-json.js";
import { type Refusal, refusalsOf } from "./refusals.js";
import type { TellNames } from "./told-names.js";

/** What a plan would do to where runs execute. */
export interface AskedEffect extends Omit<Effect, "refused"> {
  /** What the host would refuse, each reason once. */
  readonly refused: readonly Refusal[];
  /** Attributes that are known after the apply only, and with them what they do. */
  readonly unsure: readonly string[];
}

export const NOTHING: AskedEffect = {
  moves: [],
  created: [],
  deleted: [],
  hidden: 0,
  refused: [],
  unsure: [],
};
/** The most changes that are sent. */
const MOST_CHANGES = 1_000;

/**
 * Asks a sandbox for the effect of a plan on where runs execute. Resolves with null if the plan changes neither links nor access.
 * @throws CliError if it changes too many of them; errors of the client
 */
export async function askEffect(
  plan: PlanJson,
  client: ScalrClient,
  tell: TellNames | null,
): Promise<AskedEffect | null> {
  const planned = await changesIn(plan, client, tell);
  let { changes } = planned;
  if (changes.length === 0)
    return planned.unsure.length === 0 ? null : { ...NOTHING, unsure: planned.unsure };
  if (changes.length > MOST_CHANGES)
    throw new CliError(
      "failure",
      `The plan changes ${changes.length} links and accesses, and at most ${MOST_CHANGES} are asked about.`,
    );
  let effect = await ask(client, changes);
  if (effect.refused.length > 0) {
    // What is refused at its place may be possible once the rest is done, as the apply does it too.
    const refused = new Set(effect.refused.map(({ change }) => change));
    changes = [...changes.filter((_, at) => !refused.has(at)), ...changes.filter((_, at) => refused.has(at))];
    effect = await ask(client, changes);
  }
  return {
    ...effect,
    refused: refusalsOf(effect.refused, changes, plan),
    unsure: planned.unsure,
  };
}

const ask = (client: ScalrClient, changes: readonly PlannedChange[]) =>
  client.json<Effect>("POST", `${sandboxApi}/what-if`, {
    changes: changes.map(({ operation }) => operation),
  });
