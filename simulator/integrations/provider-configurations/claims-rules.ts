import type { Named } from "../../core/refusals.js";
import type { TokenNeed } from "./credentials-rules.js";

/** The run that a workload identity token describes. */
export interface Workload {
  readonly account: Named;
  readonly environment: Named;
  readonly workspace: Named;
  readonly run: string;
  readonly phase: "plan" | "apply";
  /** Names of the workspace's tags. */
  readonly tags: readonly string[];
}

/** The subject of a token: `account:<name>:environment:<name>:workspace:<name>`, for Azure without the workspace. */
function subjectOf({ account, environment, workspace }: Workload, kind: TokenNeed["subject"]): string {
  const within = `account:${account.name}:environment:${environment.name}`;
  return kind === "environment" ? within : `${within}:workspace:${workspace.name}`;
}

/** The claims of a token about its run, besides those that every token has. */
export function claimsOf(workload: Workload, { audience, subject }: TokenNeed) {
  const { account, environment, workspace, run, phase, tags } = workload;
  return {
    sub: subjectOf(workload, subject),
    aud: audience,
    scalr_account_id: account.id,
    scalr_account_name: account.name,
    scalr_environment_id: environment.id,
    scalr_environment_name: environment.name,
    scalr_workspace_id: workspace.id,
    scalr_workspace_name: workspace.name,
    scalr_run_id: run,
    scalr_run_phase: phase,
    scalr_tags: [...tags].sort().join(","),
  };
}
