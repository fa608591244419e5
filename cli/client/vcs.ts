import type { Resource, ScalrClient } from "../../provider/client/index.js";
import { CliError } from "../shell/errors.js";

/** What an agent of a VCS pool is to do, does, or has done (R6), as the sandbox's API tells it. */
export interface VcsTaskState {
  readonly id: string;
  readonly kind: string;
  readonly repository: string;
  readonly ref: string | null;
  readonly provider: { readonly id: string; readonly name: string | null };
  readonly status: "queued" | "running" | "finished" | "errored" | "canceled";
  readonly agent: { readonly id: string; readonly name: string | null } | null;
  readonly configurationVersion: string | null;
  readonly error: string | null;
  readonly waitingFor: string | null;
  readonly queuedAt: string;
}

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
