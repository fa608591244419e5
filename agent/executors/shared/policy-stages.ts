/** Evaluates the policies of a plan, before and after it is made. */
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import {
  POLICY_LIMITS,
  type PolicyOrder,
  type PolicyReport,
  type PolicyResult,
  type PolicyStageName,
} from "../../protocol/protocol.js";
import {
  type ExecutorHost,
  nothingDone,
  type PolicyWork,
  type TaskOrder,
  type TaskResult,
} from "./executor.js";
import { programFor } from "./opa.js";
import { writeWithoutNetwork } from "./opa-capabilities.js";
import { asksForPlan, evaluate } from "./policy-evaluation.js";

const TITLES: Readonly<Record<PolicyStageName, string>> = {
  pre_plan_check: "Policies before the plan (tfrun)",
  policy_check: "Policies after the plan (tfrun, tfplan)",
};

const IN_THE_LOG = "What it says is in the log of the plan: the policies of this run say too much.";

/** Logs notes about the policies before anything is done. */
export function notePolicies({ policies }: TaskOrder, { log }: ExecutorHost): void {
  for (const note of policies?.handover.notes ?? []) log(`${note}\n`);
}

/** Evaluates the pre-plan stage. Returns the result of the task if a hard-mandatory policy has failed. */
export async function beforePlan(
  order: TaskOrder,
  host: ExecutorHost,
): Promise<{ readonly reports: readonly PolicyReport[]; readonly denied: TaskResult | null }> {
  const report = await stage("pre_plan_check", order, host, null);
  if (report === null) return { reports: [], denied: null };
  const { handover } = order.policies!;
  const why = handover.isPreview ? null : denial(order.policies!, report);
  const denied = why === null ? null : { ...nothingDone("errored", why), policies: [report] };
  return { reports: [report], denied };
}

/** Evaluates the post-plan stage of a plan with changes. The server decides what follows. */
export async function afterPlan(
  order: TaskOrder,
  host: ExecutorHost,
  result: TaskResult,
  before: readonly PolicyReport[],
): Promise<TaskResult> {
  if (order.policies === null) return result;
  const { isPreview = false } = order.policies.handover;
  const json = result.artifacts.find(({ kind }) => kind === "plan-json");
  const isDue = result.hasChanges || isPreview;
  const isJudged = result.outcome === "finished" && isDue && json !== undefined;
  const report = isJudged ? await stage("policy_check", order, host, json.path) : null;
  const reports = report === null ? before : [...before, report];
  if (isJudged && isPreview) host.log("\nThis was a preview. What failed has stopped nothing.\n");
  else if (isJudged) sayConsequence(order, host, reports);
  return { ...result, policies: reports };
}

async function stage(
  name: PolicyStageName,
  order: TaskOrder,
  host: ExecutorHost,
  planJson: string | null,
): Promise<PolicyReport | null> {
  const { policies } = order;
  const groups = policies?.handover.groups.filter((group) => group.stage === name) ?? [];
  if (policies === null || groups.length === 0) return null;
  if (planJson !== null) host.checking();
  const { programs } = policies;
  if (programs === null) {
    host.log(`\n${TITLES[name]}: not evaluated, as this agent was told (SCALR_AGENT_SKIP_POLICIES).\n`);
    return { stage: name, skipped: true, duration: 0, results: [] };
  }
  const began = performance.now();
  const dir = join(order.outDir, "policies", name);
  mkdirSync(dir, { recursive: true });
  const inputFile = join(dir, "input.json");
  await writeInput(inputFile, policies, planJson);
  const isShownApart = policies.handover.isShownApart === true;
  const say = (text: string) => host.log(text);
  const sayHere = isShownApart ? () => {} : say;
  sayHere(`\n${TITLES[name]}:\n`);
  const results: PolicyResult[] = [];
  let room: number = POLICY_LIMITS.all;
  for (const [index, group] of groups.entries()) {
    const program = programFor(group.opaVersion, programs);
    sayHere(`Policy group '${group.name}', evaluated by Open Policy Agent ${program.version}\n`);
    const folder = join(dir, String(index));
    const commonDir = writeCommon(join(folder, "common"), group.common);
    const capabilitiesFile = policies.handover.isPreview
      ? await writeWithoutNetwork(program, folder, host)
      : null;
    for (const [number, policy] of group.policies.entries()) {
      host.signal.throwIfAborted();
      const own = join(folder, String(number));
      mkdirSync(own, { recursive: true });
      const policyFile = join(own, "policy.rego");
      writeFileSync(policyFile, policy.rego);
      const started = performance.now();
      const { timeout } = policies;
      const said = await evaluate(
        { group, policy, program, dir: own, policyFile, commonDir, inputFile, timeout, capabilitiesFile },
        host,
      );
      room -= said.join("").length;
      const isTooLong = said.length > 0 && room < 0;
      const messages = isTooLong ? [IN_THE_LOG] : said;
      const sayOf = isTooLong ? say : sayHere;
      sayOf(`  ${said.length === 0 ? "passed" : "FAILED"}  ${policy.name} (${policy.level})\n`);
      for (const message of said) sayOf(`          ${message}\n`);
      if (planJson === null && asksForPlan(policy.rego))
        say(
          `${isShownApart ? `Policy '${policy.name}'` : "          It"} reads input.tfplan, which is not there before the plan.\n`,
        );
      const duration = Math.round(performance.now() - started);
      results.push({ group: group.id, policy: policy.name, messages, duration });
    }
  }
  if (isShownApart) host.log(`\n${TITLES[name]}: ${countOf(results)}\n`);
  return { stage: name, skipped: false, duration: Math.round(performance.now() - began), results };
}

/** The number of policies that passed or failed, for a log that is shown beside their messages. */
function countOf(results: readonly PolicyResult[]): string {
  const failed = results.filter(({ messages }) => messages.length > 0).length;
  return failed === 0
    ? `${results.length} of ${results.length} passed.`
    : `${failed} of ${results.length} failed. The policy check says why.`;
}

/** The failed policies at a level. */
const failedAt = (
  level: PolicyOrder["level"],
  { handover }: PolicyWork,
  { results }: Pick<PolicyReport, "results">,
): readonly PolicyResult[] =>
  results.filter(({ group, policy, messages }) => {
    const order = handover.groups
      .find(({ id }) => id === group)
      ?.policies.find(({ name }) => name === policy);
    return messages.length > 0 && order?.level === level;
  });

/** Logs what happens to the run, for readers who see only this log. */
function sayConsequence(
  { policies, run }: TaskOrder,
  { log }: ExecutorHost,
  reports: readonly PolicyReport[],
): void {
  const all = { results: reports.flatMap(({ results }) => results) };
  if (failedAt("hard-mandatory", policies!, all).length > 0)
    log("\nError: A hard-mandatory policy failed. The run ends here, and nothing is applied.\n");
  else if (failedAt("soft-mandatory", policies!, all).length > 0 && !run.isDry)
    log(
      "\nA soft-mandatory policy failed. The run waits until somebody who has policy-checks:override overrides it: " +
        `scalr-sandbox runs override ${run.id}\n`,
    );
}

/** Why the plan must not be made, or null. */
function denial(work: PolicyWork, report: PolicyReport): string | null {
  const failed = failedAt("hard-mandatory", work, report);
  if (failed.length === 0) return null;
  const [{ policy, messages }] = failed as [PolicyResult];
  const more = failed.length === 1 ? "" : ` ${failed.length - 1} more failed.`;
  return `Policy '${policy}' (hard-mandatory) failed before the plan: ${messages[0]}${more}`;
}

/** Writes `input.json`. A plan can be long, so it is copied without parsing. */
async function writeInput(path: string, { handover }: PolicyWork, planJson: string | null): Promise<void> {
  const tfrun = JSON.stringify(handover.tfrun);
  if (planJson === null) {
    writeFileSync(path, `{"tfrun":${tfrun}}`, { mode: 0o600 });
    return;
  }
  writeFileSync(path, `{"tfrun":${tfrun},"tfplan":`, { mode: 0o600 });
  await pipeline(createReadStream(planJson), createWriteStream(path, { flags: "a" }));
  writeFileSync(path, "}", { flag: "a" });
}

function writeCommon(dir: string, common: Readonly<Record<string, string>>): string | null {
  const files = Object.entries(common);
  if (files.length === 0) return null;
  mkdirSync(dir, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(dir, basename(name)), text);
  return dir;
}
