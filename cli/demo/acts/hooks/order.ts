import type { Stage } from "../../stage/stage.js";
import { fetched, link, logsOf, push, type Registry } from "./registry.js";

const SCRIPT = (word: string) => `echo "${word} $SCALR_TERRAFORM_OPERATION of $SCALR_WORKSPACE_NAME"\n`;

/** Lines of a log that hooks are about, or that they print. */
const told = (log: string): readonly string[] =>
  log.split("\n").filter((line) => /^(Hook '|The \w+-\w+ hook|checked|rechecked|mine)/.test(line));

/** Registry hooks around both phases, the workspace's own after them; then a push. */
export async function runInOrder(stage: Stage, registry: Registry): Promise<void> {
  const { ledger, progress, runs, world } = stage;
  const sha = push(registry, { "hooks/check.sh": SCRIPT("checked") }, "Check plans");
  const environment = await world.environment("dev");
  const hook = await link(stage, registry, environment, "check", ["pre-plan", "post-apply"]);
  await fetched(stage, hook, sha);
  const workspace = await world.workspace("api", environment, registry.pool, {
    hooks: { "pre-plan": "echo mine" },
  });
  const execute = async () => {
    const run = await runs.queue(workspace, {
      workload: "one-task",
      variables: { seconds: 0, label: "hooks" },
    });
    await runs.untilEnded([run]);
    const { plan, apply } = await logsOf(stage, run);
    return { run, status: runs.get(run)?.status, plan: told(plan), apply: told(apply) };
  };
  const first = await execute();
  const from = (event: string, commit: string) =>
    `Hook 'check' (${hook}), ${event}, from acme/app at ${commit.slice(0, 7)} (main) runs.`;
  const expected = [from("pre-plan", sha), "checked plan of api", "The pre-plan hook runs.", "mine"];
  const after = [from("post-apply", sha), "checked apply of api"];
  ledger.observe(
    "order",
    first.status === "applied" &&
      first.plan.join() === expected.join() &&
      first.apply.join() === after.join(),
    `run ${first.run} was ${first.status}; its logs: ${[...first.plan, ...first.apply].join(" | ")}`,
  );
  for (const line of [...first.plan, ...first.apply]) progress.keep(`  ${line}`);
  const next = push(registry, { "hooks/check.sh": SCRIPT("rechecked") }, "Check again");
  await fetched(stage, hook, next);
  const second = await execute();
  ledger.observe(
    "push",
    second.plan[0] === from("pre-plan", next) && second.plan[1] === "rechecked plan of api",
    `after the push of ${next.slice(0, 7)}: ${second.plan.slice(0, 2).join(" | ")}`,
  );
  progress.keep(`  After a push: ${second.plan[0]}`);
}
