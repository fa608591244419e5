import type { PolicyWork } from "../executors/shared/executor.js";
import { type OpaPrograms, opaLack } from "../executors/shared/opa.js";
import type { PolicyReport, StartResponse } from "../protocol/protocol.js";
import type { AgentSettings } from "../settings/settings.js";
import type { LogMask } from "./log-mask.js";

/** The policies of a plan, and the program that evaluates them here. @throws Error if there is no such program */
export async function policyWork(
  { policies: handover }: Pick<StartResponse, "policies">,
  settings: AgentSettings,
  opa: OpaPrograms,
): Promise<PolicyWork | null> {
  if (handover === undefined) return null;
  const { skipPolicies, policyTimeout: timeout, name } = settings;
  if (skipPolicies) return { handover, programs: null, timeout };
  const isNeeded = handover.groups.length > 0;
  const programs = isNeeded ? await opa.find() : [];
  if (isNeeded && programs.length === 0) throw new Error(opaLack(handover.groups, name, settings));
  return { handover, programs, timeout };
}

/** Masks secrets in the messages of policies, as in the log of the plan. */
export const maskedReports = (reports: readonly PolicyReport[], mask: LogMask): readonly PolicyReport[] =>
  reports.map((report) => ({
    ...report,
    results: report.results.map((result) => ({
      ...result,
      messages: result.messages.map((message) => mask.text(message)),
    })),
  }));
