/** Which scanners a run's plan gets. */

import type { CheckovOrder, StartResponse } from "../../../agent/protocol/protocol.js";
import type { Task, UsedChecks } from "../../core/entities.js";
import type { Tx } from "../../core/schema.js";
import { handOverChecks } from "./external-checks.js";
import { isFor, type Scanner, wordsOf } from "./scan-rules.js";

/** The integrations of a type that scan an environment's plans, by name. */
const scannersFor = (tx: Tx, type: "checkov-integrations" | "infracost-integration", environment: string) =>
  [...tx.all(type)]
    .filter((one) => isFor(one as unknown as Scanner, environment))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/**
 * The scanners of a plan that starts, or why it must not be made. The result is empty if no scanner is for the environment. The
 * task notes which external checks it runs. Of several Infracost integrations, only the first by name is used.
 */
export function selectScans(
  tx: Tx,
  { id: task, run: id, phase }: Task,
): Pick<StartResponse, "scans" | "refusal"> {
  if (phase !== "plan") return {};
  const { environment } = tx.get("workspaces", tx.get("runs", id)!.workspace)!;
  const integrations = scannersFor(tx, "checkov-integrations", environment);
  const infracost = scannersFor(tx, "infracost-integration", environment)[0];
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
