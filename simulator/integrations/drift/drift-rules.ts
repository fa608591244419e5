/** Which workspaces a schedule looks at for drift, and what is said of what was found. */
import type { Run, Workspace } from "../../core/entities.js";

const DAY = 24 * 3_600_000;

/** Milliseconds between two looks of a schedule. */
export const PERIODS: Readonly<Record<string, number>> = { daily: DAY, weekly: 7 * DAY };

/** `workspace-filters` of a schedule, as they are stored. */
export interface WorkspaceFilters {
  readonly "name-patterns"?: readonly string[] | null;
  readonly "environment-types"?: readonly string[] | null;
  /** Ids of tags, or their names. */
  readonly tags?: readonly string[] | null;
}

/** The kinds of filters that are given. */
const givenKinds = (filters: WorkspaceFilters | null | undefined): readonly (keyof WorkspaceFilters)[] =>
  (["name-patterns", "environment-types", "tags"] as const).filter((kind) => filters?.[kind]?.length);

/** What is wrong with the filters of a schedule, or null. */
export function filtersFault(filters: WorkspaceFilters | null | undefined): string | null {
  const given = givenKinds(filters);
  return given.length > 1
    ? `Only one kind of filter can be given: name-patterns, environment-types or tags, not ${given.join(" and ")}.`
    : null;
}

/** Whether a name fits a pattern, in which `*` stands for any characters. */
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

/** What decides whether a workspace is looked at. */
export interface Candidate extends Pick<Workspace, "id" | "name" | "environmentType" | "executionMode"> {
  /** Ids and names of its tags. */
  readonly tags: readonly string[];
  /** Whether its state has resources. */
  readonly hasResources: boolean;
  readonly hasConfiguration: boolean;
  /** When a run was applied last; null for never. */
  readonly appliedAt: number | null;
  /** The run that looks for drift already; null for none. */
  readonly looking: string | null;
}

/** Whether the filters of a schedule let a workspace through. */
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

/** Why a workspace is not looked at now although the filters let it through, or null. */
export function skipReason(candidate: Candidate, period: number, now: number): string | null {
  if (candidate.executionMode === "local") return "its execution mode is local, so it has no runs";
  if (!candidate.hasResources) return "its state has no resources";
  if (!candidate.hasConfiguration) return "it has no configuration to compare with";
  if (candidate.looking !== null) return `run ${candidate.looking} is looking already`;
  if (candidate.appliedAt !== null && candidate.appliedAt > now - period)
    return "a run was applied since the last look was due";
  return null;
}

/** Where the look for drift in a workspace is. */
export type DriftStatus =
  | "pending"
  | "in_progress"
  | "errored"
  | "no_drift_detected"
  | "awaiting_manual_action"
  | "accept_state"
  | "reset_state";

/**
 * The status of a report, from the run that looked and the last run that was applied after it: one that only refreshed has
 * accepted the drift into the state, any other has reset it to the configuration.
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

/** What a workspace's drift is called: `2 resources differ: a, b`. */
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
  /** When it has looked last, and how many runs it queued then; null for never. */
  readonly last: { readonly at: string; readonly queued: number } | null;
  /** Every workspace of the environment: whether it would be looked at now, or why not. */
  readonly workspaces: readonly {
    readonly workspace: { readonly id: string; readonly name: string };
    readonly outcome: "looked-at" | "skipped" | "filtered-out";
    readonly reason: string | null;
  }[];
}

/** What was found in a workspace, for people. */
export interface ExplainedDrift {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly status: DriftStatus;
  readonly reason: string | null;
  readonly run: string;
  /** ISO 8601. */
  readonly at: string;
}
