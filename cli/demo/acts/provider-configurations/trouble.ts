import type { Stage } from "../../stage/stage.js";
import { configure, link, writeWorkload } from "./desk.js";

/** A run whose credentials are incomplete ends at once and says why; the run beside it is applied. */
export async function endInTime(stage: Stage, broken: string, whole: string): Promise<void> {
  const { ledger, progress, runs } = stage;
  await link(stage, broken, await configure(stage, "aws-half", "aws", { "aws-access-key": "AKIA-HALF" }));
  const workload = writeWorkload(stage, "plain", 'resource "terraform_data" "a" {}\n');
  const [first, second] = [
    await runs.queue(broken, { workload }),
    await runs.queue(whole, { workload }),
  ] as const;
  await runs.untilEnded([first, second]);
  const message = runs.get(first)?.errorMessage ?? "";
  ledger.observe(
    "trouble",
    runs.tasks(first).length === 0 &&
      message.includes("aws-secret-key") &&
      runs.get(second)?.status === "applied",
    `run ${first} needed no agent: "${message}"; run ${second} was ${runs.get(second)?.status}`,
  );
  progress.keep(`  ${message}`);
}
