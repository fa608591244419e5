import type { ScanWork } from "../executors/shared/executor.js";
import { findProgram } from "../executors/shared/programs.js";
import type { StartResponse } from "../protocol/protocol.js";
import type { AgentSettings } from "../settings/settings.js";

/** The scanners of a plan, and their programs on this machine. @throws Error with the remedy if one is missing */
export function scanWork(
  { scans: handover }: Pick<StartResponse, "scans">,
  { checkov, infracost, scanTimeout: timeout, name }: AgentSettings,
): ScanWork | null {
  if (handover === undefined) return null;
  const needs = (program: string, variable: string, what: string) => {
    const found = findProgram(program, process.env.PATH ?? "");
    if (found !== undefined) return found;
    throw new Error(
      `${what} needs a program that agent '${name}' does not have: '${program}' was not found. Put it on the agent's PATH, or name ` +
        `it with ${variable}.`,
    );
  };
  const [first] = handover.checkov;
  return {
    handover,
    timeout,
    checkov: first
      ? needs(checkov, "SCALR_AGENT_CHECKOV", `Checkov integration '${first.name}' (${first.id})`)
      : "",
    infracost: handover.infracost
      ? needs(
          infracost,
          "SCALR_AGENT_INFRACOST",
          `Infracost integration '${handover.infracost.name}' (${handover.infracost.id})`,
        )
      : "",
  };
}
