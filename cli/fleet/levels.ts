import type { Candidate, PlacedWorkspace } from "../client/sandbox-api.js";

/** R2: where a workspace's pool comes from, in words. */
export const levels: Readonly<Record<Candidate["level"], string>> = {
  workspace: "linked to the workspace",
  environment: "default of the environment",
  account: "default of the account",
  "scalr-runners": "Scalr runners",
};

/** A workspace as people name it: `dev/api`. */
export const labelOf = ({ environment, name }: PlacedWorkspace): string => `${environment.name}/${name}`;
