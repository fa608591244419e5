import type { RunningAgent } from "../../stage/agents.js";
import {
  answer,
  condition,
  type Lab,
  startEndless,
  tryToDelete,
  untilOutOfContact,
} from "../../stage/lab.js";
import type { Stage } from "../../stage/stage.js";

const seconds = (from: number, to: number): number => (to - from) / 1000;

/**
 * R13, R14: agents that are killed are offline after 5 minutes and can be deleted only then; one that nobody deletes is
 * removed after 4 hours. One that lives stays, and is the result.
 */
export async function goSilent(stage: Stage, { pool, workspaces }: Lab): Promise<RunningAgent> {
  const { agents, ledger, observer, progress, runs } = stage;
  const start = (name: string) => agents.start(name, pool.token, ["--concurrency", "1"]);
  const busy = await start("silent-busy");
  const run = await startEndless(stage, workspaces[0]!, "nobody ends this");
  const idle = await start("silent-idle");
  const living = await start("living");
  const early = [await tryToDelete(stage, busy), await tryToDelete(stage, idle)];
  for (const { process } of [busy, idle]) process.kill("SIGKILL");
  await Promise.all([busy.process.ended, idle.process.ended]);
  progress.keep(`  kill -9 of silent-busy and silent-idle. Deleting them: ${early.map(answer).join(", ")}.`);

  await untilOutOfContact(stage, [busy, idle]);
  const before = [busy, idle].map((agent) => condition(stage, agent));
  // Far more than five minutes: the agents must go offline on the way, not when the advance ends.
  const now = await stage.advance("30m");
  await observer.until("both are offline", () =>
    [busy, idle].every((agent) => condition(stage, agent) === "offline"),
  );
  await runs.untilEnded([run]);
  const lastSeenAt = observer.get("agents", busy.id)!.lastSeenAt;
  const offlineAt = observer
    .of("agents")
    .find(({ id, after }) => id === busy.id && after?.condition === "offline")!.at;
  const silence = seconds(lastSeenAt, Date.parse(offlineAt));
  progress.keep(`  Both offline when it is ${now}; ${run} ended ${runs.get(run)!.status}.`);

  const late = await tryToDelete(stage, idle);
  await observer.until("silent-idle is deleted", () => condition(stage, idle) === "gone");
  ledger.observe(
    "R14",
    early.every(({ status }) => status === 409) && late.status === 0,
    `before: ${early.map(answer).join(", ")}; once offline: ${answer(late)}`,
  );

  await stage.advance("4h");
  await observer.until("silent-busy is removed", () => condition(stage, busy) === "gone");
  const removedAt = observer
    .of("agents")
    .find(({ id, action }) => id === busy.id && action === "deleted")!.at;
  const hours = seconds(lastSeenAt, Date.parse(removedAt)) / 3_600;
  progress.keep(
    `  Four hours later silent-busy is no longer in its pool; living is ${condition(stage, living)}.`,
  );
  ledger.observe(
    "R13",
    before.every((state) => state === "online") &&
      silence >= 300 &&
      silence < 301 &&
      Math.abs(hours - 4) < 0.001 &&
      condition(stage, living) === "online",
    `silent-busy went offline ${silence} s after its last contact and was removed ${hours.toFixed(3)} h after it, while ` +
      `living stayed ${condition(stage, living)}`,
  );
  return living;
}
