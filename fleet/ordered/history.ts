import type { ExecutedRun } from "../../simulator/sandbox/simulations/messages.js";
import { FleetInputError } from "../input/errors.js";
import type { Arrival, Workload } from "../workload/workload.js";
import type { World } from "../world/world.js";

const HOUR = 3_600_000;
/** Runs that are handed on at once. */
const BATCH = 1_000;

/** What a sandbox has executed, with the times that it took, as a workload. @throws FleetInputError where there is nothing */
export function historyOf(executed: readonly ExecutedRun[], world: World, days: number): Workload {
  const places = placesOf(world);
  const runs = executed.flatMap((run) => {
    const arrival = arrivalOf(run, places);
    return arrival === null ? [] : [arrival];
  });
  const first = runs.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  if (runs.length === 0)
    throw new FleetInputError(
      `In the last ${days} days the sandbox has no run that was executed to its end. Ask for more with --days.`,
    );
  const origin = Math.floor(first / HOUR) * HOUR;
  const arrivals = runs.map((run) => ({ ...run, at: run.at - origin })).sort((a, b) => a.at - b.at);
  return {
    title: `${arrivals.length} ${arrivals.length === 1 ? "run" : "runs"} since ${new Date(first).toISOString()}`,
    origin,
    dated: true,
    async *open() {
      for (let from = 0; from < arrivals.length; from += BATCH) yield arrivals.slice(from, from + BATCH);
    },
  };
}

type Places = ReadonlyMap<string, { readonly workspace: string; readonly environment: string }>;

function placesOf({ environments, workspaces }: World): Places {
  const names = new Map(environments.map(({ id, name }) => [id, name]));
  return new Map(
    workspaces
      .filter(({ executionMode }) => executionMode === "remote")
      .map(({ id, name, environment }) => [id, { workspace: name, environment: names.get(environment)! }]),
  );
}

/** A run with its time in milliseconds since the epoch; null for one that says nothing of how long it takes. */
function arrivalOf({ id, attributes, relationships }: ExecutedRun, places: Places): Arrival | null {
  const place = places.get(relationships.workspace.data.id);
  const time = (status: string): number | null => {
    const text = attributes["status-timestamps"][`${status}-at`];
    return text === undefined ? null : Date.parse(text);
  };
  const planning = time("planning");
  const ended = time("errored") ?? time("canceled");
  const planned = time("planned") ?? time("planned-and-finished") ?? ended;
  const applying = time("applying");
  const applied = applying === null ? null : (time("applied") ?? ended);
  if (place === undefined || planning === null || planned === null) return null;
  if (applying !== null && applied === null) return null;
  const span = (from: number, to: number) => Math.max(0, to - from);
  const confirmed = time("confirmed");
  const waits = applying !== null && confirmed !== null && !attributes["auto-apply"];
  return {
    at: Date.parse(attributes["created-at"]),
    ...place,
    pool: null,
    plan: span(planning, planned),
    apply: applying === null ? null : span(applying, applied!),
    confirm: waits ? span(planned, confirmed) : 0,
    dry: attributes["is-dry"],
    where: `run ${id}`,
  };
}
