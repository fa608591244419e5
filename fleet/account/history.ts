import { AccountReadError } from "../input/errors.js";
import { Histogram } from "../measure/histogram.js";
import type { Arrival, Workload } from "../workload/workload.js";
import type { World } from "../world/world.js";
import type { AccountLists } from "./lists.js";
import { type ApiObject, linkOf, timeOf } from "./page.js";

/** The runs of an account as a workload, with their real durations. */
export interface History {
  readonly workload: Workload;
  readonly runs: number;
  /** Runs without a usable duration, by the reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** How long runs really waited, in milliseconds: from being queued to the start of the plan. */
  readonly observed: Histogram;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Runs in one batch. */
const BATCH = 1_000;

/**
 * Reads the runs of the last days, counted back from the newest run, that were executed completely.
 * @throws AccountReadError if there is none, and what reading throws
 */
export async function readHistory(lists: AccountLists, world: World, days: number): Promise<History> {
  let newest = Number.NEGATIVE_INFINITY;
  const runs = await lists.all({
    path: "runs",
    noun: "runs",
    // The newest come first, so the rest of the list is not read.
    query: { sort: "-created-at" },
    attributes: ["created-at", "status", "status-timestamps", "is-dry", "auto-apply"],
    until: ({ attributes }) => {
      const at = timeOf(attributes["created-at"]) ?? Number.NEGATIVE_INFINITY;
      newest = Math.max(newest, at);
      return at < newest - days * DAY;
    },
  });
  // The time before the first run does not describe the fleet.
  const oldest = runs.reduce(
    (first, run) => Math.min(first, timeOf(run.attributes["created-at"]) ?? first),
    newest,
  );
  const origin = Math.floor(oldest / HOUR) * HOUR;
  const places = placesOf(world);
  const arrivals: Arrival[] = [];
  const observed = new Histogram();
  const leftOut = new Map<string, number>();
  for (const run of runs) {
    const read = arrivalOf(run, places, origin);
    if (typeof read === "string") leftOut.set(read, (leftOut.get(read) ?? 0) + 1);
    else {
      arrivals.push(read.arrival);
      observed.add(read.waited);
    }
  }
  const reasons = [...leftOut].map(([reason, count]) => `${count} ${reason}`).join(", ");
  if (arrivals.length === 0)
    throw new AccountReadError(
      `In the last ${days} days the account has no run that was executed completely` +
        `${reasons === "" ? "" : ` (${reasons})`}. Ask for more with --days.`,
    );
  arrivals.sort((a, b) => a.at - b.at);
  return { workload: workloadOf(arrivals, origin), runs: arrivals.length, leftOut, observed };
}

function workloadOf(arrivals: readonly Arrival[], origin: number): Workload {
  return {
    title: `${arrivals.length} runs since ${new Date(origin + arrivals[0]!.at).toISOString()}`,
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

/** A run as part of a workload, or why it is left out. */
function arrivalOf(
  run: ApiObject,
  places: Places,
  origin: number,
): { readonly arrival: Arrival; readonly waited: number } | string {
  const place = places.get(linkOf(run, "workspace") ?? "");
  if (place === undefined) return "of workspaces that are gone or execute locally";
  const at = timeOf(run.attributes["created-at"]);
  const times = timesOf(run);
  const planning = times("planning");
  if (at === null || planning === null) return "that never started";
  const over = times("errored") ?? times("canceled");
  const planned = times("planned") ?? times("planned-and-finished") ?? over;
  if (planned === null) return "still under way";
  const applying = times("applying");
  const applied = applying === null ? null : (times("applied") ?? over);
  if (applying !== null && applied === null) return "still under way";
  const span = (from: number, to: number) => Math.max(0, to - from);
  const confirmed = times("confirmed");
  const isConfirmed = applying !== null && confirmed !== null && run.attributes["auto-apply"] !== true;
  return {
    waited: span(at, planning),
    arrival: {
      at: at - origin,
      ...place,
      pool: null,
      plan: span(planning, planned),
      apply: applying === null ? null : span(applying, applied!),
      confirm: isConfirmed ? span(planned, confirmed) : 0,
      dry: run.attributes["is-dry"] === true,
      where: `run ${run.id}`,
    },
  };
}

/** When a run entered a status, in milliseconds since the epoch, or null. */
function timesOf({ attributes }: ApiObject): (status: string) => number | null {
  const stamps = attributes["status-timestamps"];
  const all = typeof stamps === "object" && stamps !== null ? (stamps as Record<string, unknown>) : {};
  return (status) => timeOf(all[`${status}-at`]);
}
