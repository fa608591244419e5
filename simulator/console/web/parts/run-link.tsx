import type { ExplainedWaiting } from "../../../sandbox/contract/answers.js";
import { sandbox } from "../data/api.js";
import { agentsOf, heldIn, queuedIn, taskOf, workspacePath } from "../data/derived.js";
import { useFetched } from "../data/fetched.js";
import { useSettled } from "../data/settled.js";
import { world } from "../data/world.js";
import { Link } from "./link.js";

/** A link to a run, named by its workspace. */
export function WorkspaceRun({ id }: { id: string }) {
  const run = world.get("runs", id);
  if (run === undefined) return <code class="muted">{id}</code>;
  return (
    <Link href={`/runs/${id}`} label={`Run ${id} of ${workspacePath(run.workspace)}`}>
      {workspacePath(run.workspace)}
    </Link>
  );
}

/** R12, as the simulator explains it. Requested again when something changes that it can depend on. */
export function useWaiting(run: string): ExplainedWaiting | undefined {
  const status = world.get("runs", run)?.status;
  const pool = taskOf(run)?.pool ?? "";
  const online = agentsOf(pool).filter(({ condition }) => condition === "online").length;
  const state = [status, heldIn(pool).length, queuedIn(pool).length, online].join();
  const settled = useSettled(state);
  return useFetched(() => sandbox.get<ExplainedWaiting>(`runs/${run}/waiting`), [run, settled]).value;
}

/** R12: what a queued run waits for. */
export function Waiting({ run }: { run: string }) {
  const message = useWaiting(run)?.waitingFor?.message;
  return (
    <span class="muted clip" title={message}>
      {message ?? "…"}
    </span>
  );
}
