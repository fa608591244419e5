import { RULES } from "../../simulator/rules/catalogue.js";
import type { Context } from "../command.js";
import { runFleet } from "./acts/fleet.js";
import { tryForbiddenLinks } from "./acts/forbidden-links.js";
import { waitFourHours } from "./acts/four-hours.js";
import { tryToJoin } from "./acts/joining.js";
import { loseAgents } from "./acts/lost-agent.js";
import { deletePools } from "./acts/pool-deletion.js";
import { applyQuickstart } from "./acts/quickstart.js";
import { explainResolution } from "./acts/resolution.js";
import { type Finding, Ledger } from "./ledger.js";
import { Progress } from "./progress.js";
import { type FleetPeak, Stage } from "./stage.js";

/** What `demo --json` prints as its last line. */
export interface DemoResult {
  readonly ok: boolean;
  readonly seconds: number;
  readonly peak: FleetPeak;
  readonly runs: { readonly applied: number; readonly errored: number };
  readonly rules: readonly Finding[];
}

/** The demo, act by act. Everything it starts is ended again, whatever happens. */
export async function runDemo(keep: boolean, context: Context): Promise<DemoResult> {
  const began = performance.now();
  const progress = new Progress(context.out);
  const ledger = new Ledger(({ id, ok, evidence }) => {
    if (!ok) progress.keep(context.out.style("red", `  ${id} does not hold: ${evidence}`));
  });
  progress.begin("A simulator of its own");
  progress.show("Starting the simulator");
  const stage = await Stage.open(context, progress, ledger);
  let result: DemoResult;
  try {
    const { info } = stage;
    progress.keep(
      `  scalr.io is simulated at ${info.url} by process ${info.pid}, with its data in ${info.dataDir}.`,
    );
    await play(stage);
    result = resultOf(stage, began);
  } finally {
    progress.show("Stopping everything that was started");
    await stage.close(keep);
    progress.end();
  }
  report(result, context);
  return result;
}

async function play(stage: Stage): Promise<void> {
  const { progress } = stage;
  progress.begin("examples/quickstart: a cdktf stack, planned and applied");
  await applyQuickstart(stage);
  progress.begin("Where each workspace's runs execute, and why");
  await explainResolution(stage);
  progress.begin("Links that are refused");
  await tryForbiddenLinks(stage);
  progress.begin("Thirty runs of examples/workloads, fifteen at once");
  const fleet = await runFleet(stage);
  progress.begin("Who may join a pool");
  await tryToJoin(stage, fleet);
  progress.begin("Agents that are killed");
  const lost = await loseAgents(stage, fleet);
  progress.begin("Four hours later");
  await waitFourHours(stage, fleet, lost);
  progress.begin("Deleting pools");
  await deletePools(stage, fleet, lost);
}

function resultOf({ ledger, observer, fleetPeak }: Stage, began: number): DemoResult {
  const rules = ledger.rows();
  const runs = observer.all("runs");
  const count = (status: string) => runs.filter((run) => run.status === status).length;
  return {
    ok: rules.every(({ ok }) => ok),
    seconds: Math.round((performance.now() - began) / 100) / 10,
    peak: fleetPeak,
    runs: { applied: count("applied"), errored: count("errored") },
    rules,
  };
}

function report(result: DemoResult, { out }: Context): void {
  if (out.json) {
    out.object(result);
    return;
  }
  const { ok, seconds, rules, runs, peak } = result;
  out.print(`\n${out.style("bold", "Rules, and the evidence that was seen")}\n`);
  for (const { id, ok: holds, evidence } of rules) {
    const mark = holds ? out.style("green", "holds") : out.style("red", "FAILS");
    out.print(
      `${out.style("bold", id.padEnd(4))} ${mark}  ${RULES.find((rule) => rule.id === id)?.text ?? ""}`,
    );
    out.print(`            ${out.style("dim", evidence)}`);
  }
  const total = `${runs.applied} runs applied, ${runs.errored} errored on purpose, ${peak.total} at once at most`;
  const verdict = ok
    ? out.style(["green", "bold"], "All rules hold")
    : out.style(["red", "bold"], "Not all rules hold");
  out.print(
    `\n${verdict}: ${rules.filter((rule) => rule.ok).length} of ${rules.length}. ${total}, in ${seconds} s.`,
  );
}
