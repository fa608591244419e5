import type { Resource, ScalrClient } from "../../provider/client/index.js";
import type { VcsTaskState } from "../../simulator/sandbox/contract/answers.js";
import { CliError } from "../shell/errors.js";

export const vcsTaskHeadings = ["QUEUED", "KIND", "REPOSITORY", "REF", "STATUS", "AGENT", "WHY"] as const;
/** A row for the headings in `vcsTaskHeadings`. */
export const vcsTaskRow = ({
  queuedAt,
  kind,
  repository,
  ref,
  status,
  agent,
  error,
  waitingFor,
}: VcsTaskState) => [
  queuedAt,
  kind,
  repository,
  ref ?? "-",
  status,
  agent?.name ?? "-",
  error ?? waitingFor ?? "-",
];

/** A VCS provider by its id or name. */
export async function findVcsProvider(client: ScalrClient, given: string): Promise<Resource> {
  const all = await client.list("vcs-providers");
  const found = all.find(({ id, attributes }) => id === given || attributes.name === given);
  if (found !== undefined) return found;
  const names = all.map(({ attributes }) => attributes.name).join(", ") || "none";
  throw new CliError("failure", `There is no VCS provider "${given}". VCS providers: ${names}.`);
}
