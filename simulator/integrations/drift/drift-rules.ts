/** Which workspaces a schedule checks for drift, and how reports describe the result. */
import type { Run, Workspace } from "../../core/entities.js";

const DAY = 24 * 3_600_000;

/** Milliseconds between two checks of a schedule. */
export const PERIODS: Readonly<Record<string, number>> = { daily: DAY, weekly: 7 * DAY };

/** The stored `workspace-filters` of a schedule. */
export interface WorkspaceFilters {
  readonly "name-patterns"?: readonly string[] | null;
  readonly "environment-types"?: readonly string[] | null;
  /** Ids of tags, or their names. */
  readonly tags?: readonly string[] | null;
}

/** The kinds of filters that are set. */
const givenKinds = (filters: WorkspaceFilters | null | undefined): readonly (keyof WorkspaceFilters)[] =>
  (["name-patterns", "environment-types", "tags"] as const).filter((kind) => filters?.[kind]?.length);

/** Why the filters of a schedule are invalid, or null. */
export function filtersFault(filters: WorkspaceFilters | null | undefined): string | null {
  const given = givenKinds(filters);
  return given.length > 1
    ? `Set only one kind of filter, name-patterns, environment-types or tags, not ${given.join(" and ")}.`
    : null;
}

/** Whether a name matches a pattern. `*` stands for any characters. */
export function fitsPattern(name: string, pattern: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return name === pattern;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last))
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** The facts that decide whether a schedule checks a workspace. */
export interface Candidate extends Pick<Workspace, "id" | "name" | "environmentType" | "executionMode"> {
  /** Ids and names of its tags. */
  readonly tags: readonly string[];
  /** Whether its state has resources. */
  readonly hasResources: boolean;
  readonly hasConfiguration: boolean;
  /** When a run was last applied; null for never. */
  readonly appliedAt: number | null;
  /** The run that is checking for drift now; null for none. */
  readonly looking: string | null;
}

/** Whether a workspace passes the filters of a schedule. */
export function isMatched(
  filters: WorkspaceFilters | null | undefined,
  { name, environmentType, tags }: Pick<Candidate, "name" | "environmentType" | "tags">,
): boolean {
  const [kind] = givenKinds(filters);
  if (kind === undefined) return true;
  const values = filters![kind]!;
  if (kind === "name-patterns") return values.some((pattern) => fitsPattern(name, pattern));
  if (kind === "environment-types") return values.includes(environmentType);
  return values.some((tag) => tags.includes(tag));
}

/** Why a workspace that passes the filters is still not checked now, or null. */
export function skipReason(candidate: Candidate, period: number, now: number): string | null {
  if (candidate.executionMode === "local") return "its execution mode is local, so it has no runs";
  if (!candidate.hasResources) return "its state has no resources";
  if (!candidate.hasConfiguration) return "it has no configuration to compare with";
  if (candidate.looking !== null) return `run ${candidate.looking} is already checking it`;
  if (candidate.appliedAt !== null && candidate.appliedAt > now - period)
    return "a run was applied since the last check was due";
  return null;
}

/** The statuses of drift detection in a workspace. */
export const DRIFT_STATUSES = [
  "pending",
  "in_progress",
  "errored",
  "no_drift_detected",
  "awaiting_manual_action",
  "accept_state",
  "reset_state",
] as const;

/** The status of drift detection in a workspace. */
export type DriftStatus = (typeof DRIFT_STATUSES)[number];

/** Whether the check has not ended yet. */
export const isBeingLookedAt = (status: DriftStatus): boolean =>
  status === "pending" || status === "in_progress";

/**
 * The status of a report. It follows from the run that checked and from the last run applied after it: a refresh-only run
 * accepted the drift into the state, any other run reset it to the configuration.
 */
export function driftStatus(
  { status, hasChanges }: Pick<Run, "status" | "hasChanges">,
  appliedSince: Pick<Run, "refreshOnly"> | undefined,
): DriftStatus {
  if (status === "errored" || status === "canceled" || status === "discarded") return "errored";
  if (status === "pending" || status === "plan_queued") return "pending";
  if (status !== "planned_and_finished") return "in_progress";
  if (!hasChanges) return "no_drift_detected";
  if (appliedSince === undefined) return "awaiting_manual_action";
  return appliedSince.refreshOnly ? "accept_state" : "reset_state";
}

/** Describes the drift of a workspace: `2 resources differ: a, b`. */
export function driftReason(
  drifted: { readonly count: number; readonly addresses: readonly string[] } | null,
): string | null {
  if (drifted === null || drifted.count === 0) return null;
  const more = drifted.count > drifted.addresses.length ? ", ..." : "";
  return `${drifted.count} ${drifted.count === 1 ? "resource differs" : "resources differ"}: ${drifted.addresses.join(", ")}${more}`;
}

/** What a schedule does next, for people. */
export interface ExplainedSchedule {
  readonly id: string;
  readonly schedule: string;
  readonly runMode: string;
  /** ISO 8601. */
  readonly nextAt: string | null;
  /** When it last checked, and how many runs it queued; null for never. */
  readonly last: { readonly at: string; readonly queued: number } | null;
  /** Every workspace of the environment: whether a check now would include it, and why not. */
  readonly workspaces: readonly {
    readonly workspace: { readonly id: string; readonly name: string };
    readonly outcome: "looked-at" | "skipped" | "filtered-out";
    readonly reason: string | null;
  }[];
}

/** The drift of a workspace, for people. */
export interface ExplainedDrift {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly status: DriftStatus;
  readonly reason: string | null;
  readonly run: string;
  /** ISO 8601. */
  readonly at: string;
}
