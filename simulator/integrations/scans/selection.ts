/** Which scanners a run's plan gets. */

import type { CheckovOrder, StartResponse } from "../../../agent/protocol/protocol.js";
import type { Task, UsedChecks } from "../../core/entities.js";
import type { Tx } from "../../core/schema.js";
import { handOverChecks } from "./external-checks.js";
import { isFor, type Scanner, wordsOf } from "./scan-rules.js";

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

/**
 * The scanners of a plan that starts; nothing if there are none, and the reason if the plan must not be made. The task keeps
 * a note of the external checks that they run. Of several Infracost integrations, the first by name counts.
 */
export function selectScans(
  tx: Tx,
  { id: task, run: id, phase }: Task,
): Pick<StartResponse, "scans" | "refusal"> {
  if (phase !== "plan") return {};
  const { environment } = tx.get("workspaces", tx.get("runs", id)!.workspace)!;
  const integrations = [...tx.all("checkov-integrations")]
    .filter((one) => isFor(one as unknown as Scanner, environment))
    .sort(byName);
  const infracost = [...tx.all("infracost-integration")]
    .filter((one) => isFor(one as unknown as Scanner, environment))
    .sort(byName)[0];
  if (integrations.length === 0 && infracost === undefined) return {};
  const checkov: CheckovOrder[] = [];
  const used: UsedChecks[] = [];
  for (const one of integrations) {
    const handed = handOverChecks(tx, one);
    if ("refusal" in handed) return handed;
    const order = { id: one.id, name: one.name, args: wordsOf(one.cliArgs ?? "") };
    checkov.push("none" in handed ? order : { ...order, checks: handed.checks });
    if ("used" in handed) used.push(handed.used);
  }
  if (used.length > 0) tx.update("tasks", task, { checks: used });
  const scans = {
    checkov,
    infracost:
      infracost === undefined
        ? null
        : { id: infracost.id, name: infracost.name, apiKey: infracost.apiKey ?? "" },
  };
  return { scans };
}
