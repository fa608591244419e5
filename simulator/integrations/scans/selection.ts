/** Which scanners a run's plan gets. */
import type { ScanHandover } from "../../../agent/protocol/protocol.js";
import type { Task } from "../../core/entities.js";
import { naming } from "../../core/refusals.js";
import type { Reader } from "../../core/schema.js";
import { isFor, type Scanner, wordsOf } from "./scan-rules.js";

const byName = (a: { readonly name: string }, b: { readonly name: string }) => (a.name < b.name ? -1 : 1);

/**
 * The scanners of a plan that starts; undefined if there are none, and the reason if the plan must not be made. Of several
 * Infracost integrations, the first by name counts.
 */
export function selectScans(
  reader: Reader,
  { run: id, phase }: Task,
): ScanHandover | { readonly refusal: string } | undefined {
  if (phase !== "plan") return undefined;
  const { environment } = reader.get("workspaces", reader.get("runs", id)!.workspace)!;
  const checkov = [...reader.all("checkov-integrations")]
    .filter((one) => isFor(one as unknown as Scanner, environment))
    .sort(byName);
  const infracost = [...reader.all("infracost-integration")]
    .filter((one) => isFor(one as unknown as Scanner, environment))
    .sort(byName)[0];
  if (checkov.length === 0 && infracost === undefined) return undefined;
  const external = checkov.find(({ externalChecksEnabled }) => externalChecksEnabled === true);
  if (external !== undefined)
    return {
      refusal:
        `Checkov integration ${naming(external as never)} has external checks, which the sandbox does not fetch. Set ` +
        "external-checks-enabled to false, or remove its environments.",
    };
  return {
    checkov: checkov.map((one) => ({ id: one.id, name: one.name, args: wordsOf(one.cliArgs ?? "") })),
    infracost:
      infracost === undefined
        ? null
        : { id: infracost.id, name: infracost.name, apiKey: infracost.apiKey ?? "" },
  };
}
