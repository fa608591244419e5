import { iso } from "../../core/common.js";
import type { Entities, EntityType, Run } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import type { AnyEntity, ExecutedRun, SimulationOrder, ToSimulation } from "./messages.js";

/** Objects in one message. */
const BATCH = 1_000;
const DAY = 86_400_000;

/** The types of objects that decide where runs execute, and that execute them. */
const TYPES = ["accounts", "agent-pools", "environments", "workspaces", "agents"] as const;

/**
 * All objects that a simulation needs from the sandbox. They are of one moment, although they are sent in parts, and contain no
 * secrets.
 */
export function briefOf(reader: Reader, accountId: string, order: SimulationOrder): Iterable<ToSimulation> {
  const { runs, world } = order;
  const needsWorld = world === "sandbox" || runs.from === "history";
  const entities = needsWorld ? TYPES.flatMap((type): AnyEntity[] => [...reader.all(type)]) : [];
  const executed = runs.from === "history" ? latestRuns(reader, runs.days) : [];
  return (function* () {
    for (const batch of batches(entities))
      yield { kind: "entities", entities: batch.map(withoutSecrets) } as const;
    for (const batch of batches(executed)) yield { kind: "executed", runs: batch.map(executedRun) } as const;
    yield { kind: "begin", order, accountId } as const;
  })();
}

/** The runs of the last days up to the newest one, newest first. */
function latestRuns(reader: Reader, days: number): readonly Run[] {
  const all = [...reader.all("runs")].sort((a, b) => b.createdAt - a.createdAt);
  const since = (all[0]?.createdAt ?? 0) - days * DAY;
  return all.filter(({ createdAt }) => createdAt >= since);
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += BATCH) yield all.slice(at, at + BATCH);
}

const withoutSecrets = (entity: Entities[EntityType]): AnyEntity =>
  entity.type === "agent-pools" ? { ...entity, webhookUrl: null, webhookHeaders: [] } : entity;

function executedRun(run: Run): ExecutedRun {
  const times = Object.entries(run.statusTimestamps).map(([name, at]) => [name, iso(at)]);
  return {
    type: "runs",
    id: run.id,
    attributes: {
      "created-at": iso(run.createdAt),
      status: run.status,
      "status-timestamps": Object.fromEntries(times),
      "is-dry": run.isDry,
      "auto-apply": run.autoApply,
    },
    relationships: { workspace: { data: { type: "workspaces", id: run.workspace } } },
  };
}
