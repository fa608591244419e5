import { condition, type Lab, startEndless, startsOf, untilOutOfContact } from "../../stage/lab.js";
import { withoutIds } from "../../stage/progress.js";
import type { Stage } from "../../stage/stage.js";

/** R17: what a killed agent was running ends errored and is not started again; its workspace continues elsewhere. */
export async function killMidApply(stage: Stage, { pool, workspaces }: Lab): Promise<void> {
  const { agents, ledger, observer, progress, runs } = stage;
  const doomed = await agents.start("doomed", pool.token);
  const run = await startEndless(stage, workspaces[0]!, "cut short");
  const next = await runs.queue(workspaces[0]!, { workload: "one-task", variables: { seconds: 1 } });
  doomed.process.kill("SIGKILL");
  await doomed.process.ended;
  progress.keep(`  kill -9 of doomed in the middle of ${run}; five minutes pass.`);
  await untilOutOfContact(stage, [doomed]);
  await stage.advance("5m");
  await observer.until("doomed is offline", () => condition(stage, doomed) === "offline");
  const heir = await agents.start("heir", pool.token);
  await runs.untilEnded([run, next]);
  const [ended, after] = [runs.get(run)!, runs.get(next)!];
  progress.keep(`  ${withoutIds(ended.errorMessage ?? "")} The next run was ${after.status} on heir.`);
  ledger.observe(
    "R17",
    ended.status === "errored" &&
      (ended.errorMessage ?? "").includes("'doomed'") &&
      startsOf(stage, run) === 1 &&
      after.status === "applied",
    `the run of the killed agent ended ${ended.status} naming it, was started ${startsOf(stage, run)} time, and the next run of ` +
      `its workspace was ${after.status} on heir`,
  );
  await heir.process.stop();
}
