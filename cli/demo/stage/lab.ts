import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../simulator/core/entities.js";
import { type SandboxClock, sandboxApi } from "../../client/sandbox-api.js";
import type { RunningAgent } from "./agents.js";
import type { RunRequest } from "./runs.js";
import { lookUntil, type Refusal, type Stage } from "./stage.js";
import { exists } from "./system.js";
import type { DemoPool } from "./world.js";

/** A pool with a few workspaces, for scenarios about what happens to agents and their runs. */
export interface Lab {
  readonly pool: DemoPool;
  /** Ids of workspaces of the pool. */
  readonly workspaces: readonly string[];
}

/** A private pool, and workspaces that are linked to it. */
export async function openLab({ world, progress }: Stage, names: readonly string[]): Promise<Lab> {
  const pool = await world.pool("private");
  const environment = await world.environment("demo");
  const workspaces: string[] = [];
  for (const name of names) workspaces.push(await world.workspace(name, environment, pool));
  progress.keep(`  A pool 'private' with ${names.length} workspaces: ${names.join(", ")}.`);
  return { pool, workspaces };
}

/** A run that works until it is told to end, however long the machine takes for what happens meanwhile. */
export interface HeldRun {
  readonly id: string;
  readonly release: () => void;
  /** Whether the log of its apply is complete. Call it after the apply. */
  readonly isLogWhole: () => Promise<boolean>;
}

/**
 * Queues a run that works until it is released, and resolves once its log shows that it works. A workload other than `one-task` must
 * take the same variables, `until` and `label`, and print the same lines.
 */
export async function startHeld(
  stage: Stage,
  workspace: string,
  label: string,
  workload = "one-task",
): Promise<HeldRun> {
  const file = join(stage.folder, `end-${label.replaceAll(" ", "-")}`);
  const said = ["waits for", "found"].map((word) => `${label}: ${word} ${file}`);
  const request = { workload, variables: { until: file, label } };
  const id = await startRun(stage, workspace, request, said[0]!);
  const isLogWhole = async () => {
    const log = await stage.runs.applyLog(id);
    return said.every((line) => log.split(line).length === 2) && log.includes("Apply complete!");
  };
  return { id, release: () => writeFileSync(file, ""), isLogWhole };
}

/** Seconds of work of a run that the demo cuts short: longer than the cut takes on any machine. */
const ENDLESS = 900;

/** A run that works until something else ends it. The first line of its work is `second 1`. */
export const endless = (label: string): RunRequest => ({
  workload: "one-task",
  variables: { seconds: ENDLESS, label },
});

/** Queues a run that works for longer than anybody waits, and resolves with its id once its log shows work. */
export const startEndless = (stage: Stage, workspace: string, label: string): Promise<string> =>
  startRun(stage, workspace, endless(label), "second 1");

/** Queues a run, and resolves with its id once its apply has logged a text. */
async function startRun(stage: Stage, workspace: string, request: RunRequest, text: string): Promise<string> {
  const { runs } = stage;
  const run = await runs.queue(workspace, request);
  await lookUntil(stage, `the log of ${run} says "${text}"`, async () =>
    (await runs.applyLog(run)).includes(text),
  );
  return run;
}

/** How often a run's apply was started: 1, whatever happens (R17). */
export function startsOf({ observer }: Stage, run: string): number {
  const began = (before: Task | undefined, after: Task) =>
    after.status === "running" && before?.status !== "running";
  return observer
    .of("tasks")
    .filter(({ before, after }) => after?.run === run && after.phase === "apply" && began(before, after))
    .length;
}

/**
 * Resolves when the simulator has lost contact with agents that were killed or cut off. An agent that is killed between two polls counts
 * as connected for some seconds more. If the clock advanced in these seconds, the agent would count as seen for the whole advance (R13).
 */
export async function untilOutOfContact(stage: Stage, agents: readonly RunningAgent[]): Promise<void> {
  for (const { id, name } of agents) {
    await lookUntil(stage, `the simulator is out of contact with ${name}`, async () => {
      // An agent that is connected is seen at every moment.
      const { now } = await stage.client.json<SandboxClock>("GET", `${sandboxApi}/clock`);
      const { data } = await stage.client.get(`agents/${id}`);
      return String(data.attributes["last-seen-at"]) < now;
    });
  }
}

/** Seconds to wait for the end of a process. */
const END_PATIENCE = 30;

/** Waits until processes that were killed are gone. The caller checks whether some are left. */
export async function untilGone(stage: Stage, pids: readonly number[]): Promise<void> {
  const isOver = async () => !pids.some(exists);
  await lookUntil(stage, "the end of processes", isOver, END_PATIENCE).catch(() => {
    stage.context.signal.throwIfAborted();
  });
}

/** The agent's stored condition, or `gone` once it is deleted. */
export const condition = ({ observer }: Stage, { id }: RunningAgent): string =>
  observer.get("agents", id)?.condition ?? "gone";

/** R14: deletes an agent, and resolves with how that was refused. */
export const tryToDelete = ({ client, refused }: Stage, { id }: RunningAgent): Promise<Refusal> =>
  refused(() => client.delete(`agents/${id}`));

/** `409 "The agent is busy and can't be deleted."` */
export const answer = ({ status, detail }: Refusal): string =>
  status === 0 ? "accepted" : `${status} "${detail}"`;
