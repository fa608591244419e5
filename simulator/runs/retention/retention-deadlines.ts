import { deleteQuietly } from "../../core/deletion.js";
import type { ConfigurationVersion, Entities, Run, StateVersion } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import type { DeadlineRow, DeadlineTable } from "../../platform/clock/index.js";
import { FINAL_RUN_STATUSES } from "../run-transition-rules.js";

type Row<T extends keyof Entities> = DeadlineRow<Entities, T>;

const overSince = ({ status, statusTimestamps }: Run): number | null =>
  FINAL_RUN_STATUSES.has(status) ? (statusTimestamps[`${status.replaceAll("_", "-")}-at`] ?? null) : null;

const versionsOf = (workspace: string, reader: Reader) =>
  reader.find("configuration-versions", "workspace", workspace);

function isNeeded(version: ConfigurationVersion, reader: Reader): boolean {
  if (reader.count("runs", "configurationVersion", version.id) > 0) return true;
  return versionsOf(version.workspace, reader).at(-1)?.id === version.id;
}

const isCurrent = (version: StateVersion, reader: Reader): boolean =>
  reader.get("workspaces", version.workspace)?.currentStateVersion === version.id;

const after = (since: number | null, keep: number) => (since === null ? null : since + keep);

/** Deletes objects that are older than `keep` milliseconds, by the table `RETENTION`. Their files are deleted with them. */
export function retentionDeadlines(keep: number): DeadlineTable<Entities> {
  const runs: Row<"runs"> = {
    name: "run deleted",
    rule: "retention",
    type: "runs",
    dueAt: (run) => after(overSince(run), keep),
    apply: (tx, run) => deleteQuietly(tx, run),
  };
  const configurations: Row<"configuration-versions"> = {
    name: "configuration version deleted",
    rule: "retention",
    type: "configuration-versions",
    dueAt: (version, reader) => (isNeeded(version, reader) ? null : version.createdAt + keep),
    apply: (tx, version) => deleteQuietly(tx, version),
    dependsOn: {
      runs: ({ configurationVersion }, reader) =>
        existing(reader.get("configuration-versions", configurationVersion)),
      // The one before is the newest no longer.
      "configuration-versions": ({ workspace }, reader) => versionsOf(workspace, reader).slice(-2),
    },
  };
  const states: Row<"state-versions"> = {
    name: "state version deleted",
    rule: "retention",
    type: "state-versions",
    dueAt: (version, reader) => (isCurrent(version, reader) ? null : version.createdAt + keep),
    apply: (tx, version) => deleteQuietly(tx, version),
    dependsOn: { workspaces: ({ id }, reader) => reader.find("state-versions", "workspace", id) },
  };
  return [runs, configurations, states];
}

const existing = <E>(entity: E | undefined): readonly E[] => (entity === undefined ? [] : [entity]);
