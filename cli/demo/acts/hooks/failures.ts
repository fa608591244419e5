import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lookUntil, type Stage } from "../../stage/stage.js";
import { exists } from "../../stage/system.js";
import { fetched, link, logsOf, push, type Registry } from "./registry.js";

const WORK = { workload: "one-task", variables: { seconds: 0, label: "hooks" } } as const;

/** A hook that refuses, one whose script is gone, and one that never ends. */
export async function failAndHang(stage: Stage, registry: Registry): Promise<void> {
  const { client, ledger, observer, progress, runs, world } = stage;
  const trace = join(stage.folder, "hanging");
  const hang = `sleep 3600 &\necho $! > ${trace}\nwait\n`;
  const files = { "hooks/refuse.sh": "echo 'not on a Friday'\nexit 7\n", "hooks/hang.sh": hang };
  const sha = push(registry, files, "Refuse, and hang");
  const execute = async (environment: string) => {
    const run = await runs.queue(await world.workspace("api", environment, registry.pool), WORK);
    await runs.untilEnded([run]);
    return run;
  };

  const careful = await world.environment("careful");
  await fetched(stage, await link(stage, registry, careful, "refuse", ["pre-plan"]), sha);
  const refused = await execute(careful);
  const { plan } = await logsOf(stage, refused);
  const why = runs.get(refused)?.errorMessage ?? "";
  ledger.observe(
    "failure",
    why.includes("exit code 7") && why.includes(sha.slice(0, 7)) && plan.includes("not on a Friday"),
    `run ${refused}: "${why}"`,
  );
  progress.keep(`  ${why}`);

  const incomplete = await world.environment("incomplete");
  const gone = await link(stage, registry, incomplete, "gone", ["post-apply"]);
  await observer.until("the hook is errored", () => !!observer.get("hooks", gone)?.errorMessage);
  const lost = await execute(incomplete);
  const message = runs.get(lost)?.errorMessage ?? "";
  ledger.observe(
    "missing",
    runs.tasks(lost).length === 0 && message.includes("has no file 'hooks/gone.sh'"),
    `run ${lost} needed no agent: "${message}"`,
  );
  progress.keep(`  ${message}`);

  const stuck = await world.environment("stuck");
  await fetched(stage, await link(stage, registry, stuck, "hang", ["pre-init"]), sha);
  const hanging = await runs.queue(await world.workspace("api", stuck, registry.pool), WORK);
  await lookUntil(stage, "the hook hangs", async () => existsSync(trace));
  const beside = await execute(await world.environment("free"));
  await client.json("POST", `/api/iacp/v3/runs/${hanging}/actions/cancel`);
  await runs.untilEnded([hanging]);
  const pid = Number(readFileSync(trace, "utf8"));
  await lookUntil(stage, "what the hook started is gone", async () => !exists(pid));
  ledger.observe(
    "hang",
    runs.get(hanging)?.status === "canceled" && runs.get(beside)?.status === "applied",
    `run ${hanging} is ${runs.get(hanging)?.status} and process ${pid} of its hook is gone; run ${beside} beside it was ` +
      `${runs.get(beside)?.status}`,
  );
  progress.keep(`  Canceled: the hook of ${hanging} and process ${pid}, which it had started, are gone.`);
}
