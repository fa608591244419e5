import type { PolicyCheck } from "../../../../simulator/core/entities.js";
import { OVERRIDABLE_RUN_STATUSES } from "../../../../simulator/runs/run-status-rules.js";
import type { Stage } from "../../stage/stage.js";
import { writeWorkload } from "../provider-configurations/desk.js";
import { checksOf, FILE, type Guard } from "./guard.js";

const thing = (type: string, name: string, attributes: string) =>
  `resource "${type}" "${name}" {\n  ${attributes}\n}\n`;

const said = (checks: readonly PolicyCheck[]): string =>
  checks
    .flatMap(({ policies }) => policies)
    .map(
      ({ name, level, outcome, messages }) =>
        `${name} (${level}) ${[outcome ?? "not evaluated", ...messages].join(": ")}`,
    )
    .join("; ");

/** An advisory policy fails and the run is applied all the same. */
export async function advise(stage: Stage, workspace: string): Promise<void> {
  const { ledger, progress, runs } = stage;
  const workload = writeWorkload(stage, "advised", thing("terraform_data", "a", 'input = "small"'));
  const run = await runs.queue(workspace, { workload });
  await runs.untilEnded([run]);
  const checks = checksOf(stage, run);
  ledger.observe(
    "advisory",
    runs.get(run)?.status === "applied" &&
      checks.some(({ policies }) => policies.some(({ outcome }) => outcome === "advisory_failed")),
    `run ${run} was ${runs.get(run)?.status}: ${said(checks)}`,
  );
  progress.keep(`  ${runs.get(run)?.status}: ${said(checks)}`);
}

/** A soft-mandatory policy fails: the run waits, without an agent, until it is overridden. */
export async function override(stage: Stage, workspace: string): Promise<void> {
  const { client, ledger, observer, progress, runs } = stage;
  const workload = writeWorkload(stage, "large", thing("terraform_data", "data", 'input = "large"'));
  const run = await runs.queue(workspace, { workload });
  await observer.until("the run waits for an override", () =>
    OVERRIDABLE_RUN_STATUSES.has(runs.get(run)?.status ?? ""),
  );
  const waiting = await runs.waitingFor(run);
  const open = runs.tasks(run).filter(({ status }) => status === "running" || status === "assigned");
  progress.keep(`  Waits for: ${waiting?.message}`);
  for (const check of checksOf(stage, run).filter(({ status }) => status === "soft_failed"))
    await client.get(`policy-checks/${check.id}/actions/override`);
  await runs.untilEnded([run]);
  ledger.observe(
    "soft-mandatory",
    waiting?.kind === "override" && open.length === 0 && runs.get(run)?.status === "applied",
    `run ${run} held ${open.length} agents while it waited, and was ${runs.get(run)?.status} after the override`,
  );
}

/** A hard-mandatory policy fails: nothing is applied. */
export async function deny(stage: Stage, workspace: string): Promise<void> {
  const { ledger, observer, progress, runs } = stage;
  const workload = writeWorkload(stage, "denied", thing("null_resource", "thing", "triggers = {}"));
  const run = await runs.queue(workspace, { workload });
  await runs.untilEnded([run]);
  const { status, errorMessage, apply } = runs.get(run)!;
  ledger.observe(
    "hard-mandatory",
    status === "errored" &&
      errorMessage?.includes("'kinds'") === true &&
      observer.get("applies", apply ?? "")?.status === "unreachable",
    `run ${run}: "${errorMessage}"; its apply was not reached`,
  );
  progress.keep(`  ${errorMessage}`);
}

/** A pull request makes a policy stricter: dry runs show whose runs it would stop, and nothing is stopped. */
export async function preview(stage: Stage, guard: Guard): Promise<void> {
  const { ledger, observer, progress, runs } = stage;
  const stricter = FILE.replace('"advisory"', '"hard-mandatory"');
  const commit = guard.propose({ "scalr-policy.hcl": stricter }, "Forbid short names");
  const found = () => observer.all("policy-previews").find((each) => each.commit === commit);
  await observer.until("the proposal was tried", () => found()?.status === "finished");
  const results = observer.all("policy-check-results").filter((each) => each.commit === commit);
  const failed = results.filter(({ result }) => result === "hard_failed");
  const stopped = failed.filter(({ run }) => runs.get(run)?.status !== "planned_and_finished");
  const tried = found()!.runs.length;
  ledger.observe(
    "preview",
    failed.length > 0 && stopped.length === 0 && found()!.runs.every((run) => runs.get(run)?.isDry === true),
    `${tried} dry runs tried pull request 1 (${commit.slice(0, 7)}); in ${failed.length} of them a policy would stop a run, and ${stopped.length} were stopped`,
  );
  for (const { workspace, name, messages } of failed)
    progress.keep(`  ${observer.get("workspaces", workspace)?.name}: ${name}: ${messages[0]}`);
}

/** A policy that takes too long is stopped. While an agent evaluates one, it also executes other runs. */
export async function bound(stage: Stage, bounded: string, slow: string, beside: string): Promise<void> {
  const { client, ledger, observer, progress, runs } = stage;
  const workload = writeWorkload(stage, "bound", thing("terraform_data", "data", 'input = "small"'));
  const stopped = await runs.queue(bounded, { workload });
  await runs.untilEnded([stopped]);
  const [message = ""] = checksOf(stage, stopped)
    .flatMap(({ policies }) => policies)
    .flatMap(({ messages }) => messages);
  const first = await runs.queue(slow, { workload });
  const status = () => runs.get(first)?.status;
  await observer.until("the policy is evaluated", () => status() === "policy_checking");
  const second = await runs.queue(beside, { workload });
  await runs.untilEnded([second]);
  const meanwhile = status();
  await client.json("POST", `/api/iacp/v3/runs/${first}/actions/cancel`);
  await runs.untilEnded([first]);
  ledger.observe(
    "bounded",
    message.includes("SCALR_AGENT_POLICY_TIMEOUT") &&
      runs.get(stopped)?.status === "applied" &&
      meanwhile === "policy_checking" &&
      runs.get(second)?.status === "applied" &&
      status() === "canceled",
    `"${message}"; on an agent that waits longer, run ${first} was ${meanwhile?.replace("_", " ")} while the run beside it was ` +
      `${runs.get(second)?.status}, and then ${status()}`,
  );
  progress.keep(`  ${message}`);
}
