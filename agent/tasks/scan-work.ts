import { existsSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { ScanWork } from "../executors/shared/executor.js";
import type { StartResponse } from "../protocol/protocol.js";
import type { AgentSettings } from "../settings/settings.js";

const find = (program: string): string | undefined =>
  (isAbsolute(program)
    ? [program]
    : (process.env.PATH ?? "").split(delimiter).map((dir) => join(dir, program))
  ).find((file) => existsSync(file));

/** The scanners of a plan, and their programs here. @throws Error when one is missing, with what to do */
export function scanWork(
  { scans: handover }: Pick<StartResponse, "scans">,
  { checkov, infracost, name }: AgentSettings,
): ScanWork | null {
  if (handover === undefined) return null;
  const needs = (program: string, variable: string, what: string) => {
    const found = find(program);
    if (found !== undefined) return found;
    throw new Error(
      `${what} needs a program that agent '${name}' does not have: '${program}' was not found. Put it on the agent's PATH, or name ` +
        `it with ${variable}.`,
    );
  };
  const [first] = handover.checkov;
  return {
    handover,
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
