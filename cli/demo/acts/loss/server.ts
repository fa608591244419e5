import { type Lab, startHeld } from "../../stage/lab.js";
import type { Stage } from "../../stage/stage.js";

/** A run that executes, one that is queued behind it and one that waits for a confirmation outlive the server. */
export async function restartServer(stage: Stage, { pool, workspaces }: Lab): Promise<void> {
  const { agents, ledger, progress, runs } = stage;
  const agent = await agents.start("survivor", pool.token);
  const planned = await runs.queue(workspaces[0]!, {
    workload: "one-task",
    variables: { seconds: 1, label: "confirmed later" },
    autoApply: false,
  });
  await stage.observer.until("a run is planned", () => runs.get(planned)?.status === "planned");
  const running = await startHeld(stage, workspaces[1]!, "through a restart");
  const queued = await runs.queue(workspaces[1]!, {
    workload: "one-task",
    variables: { seconds: 1, label: "behind" },
  });
  await stage.observer.until("a run waits behind it", () => runs.get(queued)?.status === "pending");
  const all = [planned, running.id, queued];
  const before = all.map((run) => runs.get(run)!.status);
  const old = stage.simulator.pid;
  await stage.restartSimulator();
  progress.keep(
    `  kill -9 of the server (process ${old}); started again as ${stage.simulator.pid}, runs ${before.join(", ")}.`,
  );
  running.release();
  await stage.client.action(`runs/${planned}/actions/apply`);
  await runs.untilEnded(all);
  const after = all.map((run) => runs.get(run)!.status);
  const isLogWhole = await running.isLogWhole();
  const same = stage.observer.get("agents", agent.id) !== undefined && agent.process.running;
  ledger.observe(
    "restart",
    before.join() === "planned,applying,pending" &&
      after.every((status) => status === "applied") &&
      isLogWhole &&
      same,
    `runs that were ${before.join(", ")} were ${after.join(", ")} in the end, by the same agent; the log of the one that executed ` +
      `${isLogWhole ? "has everything once" : "is not whole"}`,
  );
}
