import { type Lab, startHeld } from "../../stage/lab.js";
import type { Stage } from "../../stage/stage.js";

/** SIGTERM to an agent that drains while it executes a run and another is queued. */
export async function drain(stage: Stage, { pool, workspaces }: Lab): Promise<void> {
  const { agents, ledger, observer, progress, runs } = stage;
  const first = await agents.start("build-1", pool.token, ["--on-stop", "drain"]);
  const running = await startHeld(stage, workspaces[0]!, "under maintenance");
  first.process.kill("SIGTERM");
  progress.keep(`  SIGTERM to build-1 in the middle of ${running.id}.`);
  // What it has said goes before what is queued now.
  await first.process.line((line) => line.includes("stopping (drain)"));
  const later = await runs.queue(workspaces[1]!, { workload: "one-task", variables: { seconds: 1 } });
  // The later run has to wait while build-1 works, so build-1 works until here.
  running.release();
  const { code } = await first.process.ended;
  // What happened is known here a little later than to the agent that did it.
  await observer.until(
    "build-1 has left",
    () =>
      observer.get("agents", first.id) === undefined &&
      runs.get(later) !== undefined &&
      runs.ended(running.id),
  );
  const ended = runs.get(running.id)!.status;
  const waiting = runs.get(later)!.status;
  progress.keep(`  build-1 finished ${running.id}, took nothing new, and left its pool.`);
  const second = await agents.start("build-2", pool.token, ["--on-stop", "drain"]);
  await runs.untilEnded([later]);
  const tasks = runs.tasks(later);
  const by = tasks.length > 0 && tasks.every(({ agent }) => agent === second.id);
  ledger.observe(
    "drain",
    code === 0 && ended === "applied" && waiting === "plan_queued" && by,
    `its run was ${ended}, one queued meanwhile stayed ${waiting} and was ${runs.get(later)!.status} on build-2, and build-1 ` +
      `exited with ${code}, no longer in its pool`,
  );
  await second.process.stop();
}
