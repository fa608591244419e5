import type { Task } from "../../../simulator/core/entities.js";
import type { RunningAgent } from "./agents.js";
import type { RunRequest } from "./runs.js";
import { lookUntil, type Refusal, type Stage } from "./stage.js";
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

/** Queues a run that works for so many seconds, and resolves with its id once its log shows work. */
export const startWork = (stage: Stage, workspace: string, seconds: number, label: string): Promise<string> =>
  startRun(stage, workspace, { workload: "one-task", variables: { seconds, label } }, "second 1");

/** Queues a run, and resolves with its id once its apply has logged a text. */
export async function startRun(
  stage: Stage,
  workspace: string,
  request: RunRequest,
  text: string,
): Promise<string> {
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

/** The agent's stored condition, or `gone` once it is deleted. */
export const condition = ({ observer }: Stage, { id }: RunningAgent): string =>
  observer.get("agents", id)?.condition ?? "gone";

/** R14: deletes an agent, and resolves with how that was refused. */
export const tryToDelete = ({ client, refused }: Stage, { id }: RunningAgent): Promise<Refusal> =>
  refused(() => client.delete(`agents/${id}`));

/** `409 "The agent is busy and can't be deleted."` */
export const answer = ({ status, detail }: Refusal): string =>
  status === 0 ? "accepted" : `${status} "${detail}"`;
