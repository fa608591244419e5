import { RULES } from "../../simulator/core/rule-catalogue.js";
import type { Context } from "../shell/command.js";
import { type Scenario, type ScenarioName, scenarios } from "./scenarios/index.js";
import { type Finding, Ledger } from "./stage/ledger.js";
import { Progress } from "./stage/progress.js";
import { type FleetPeak, Stage } from "./stage/stage.js";

/** What `demo --json` prints as its last line. */
export interface DemoResult {
  readonly ok: boolean;
  readonly seconds: number;
  /** Only where a fleet of agents was filled. */
  readonly peak?: FleetPeak;
  readonly runs: { readonly applied: number; readonly errored: number };
  /** Rules of scalr.io, and where a scenario has some, those of its own by name, with what was seen of each. */
  readonly rules: readonly Finding[];
}

/** A scenario of the demo, act by act. Everything it starts is ended again, whatever happens. */
export async function runDemo(name: ScenarioName, keep: boolean, context: Context): Promise<DemoResult> {
  const began = performance.now();
  const scenario: Scenario = (await scenarios[name].load()).default;
  const progress = new Progress(context.out);
  const ledger = new Ledger(
    ({ id, ok, evidence }) => {
      if (!ok) progress.keep(context.out.style("red", `  ${id} does not hold: ${evidence}`));
    },
    [...scenario.rules, ...Object.keys(scenario.checks)],
  );
  progress.begin(scenario.title);
  progress.show("Starting the simulator");
  const stage = await Stage.open(context, progress, ledger);
  let result: DemoResult;
  try {
    const { info } = stage;
    progress.keep(
      `  scalr.io is simulated at ${info.url} by process ${info.pid}, with its data in ${info.dataDir}.`,
    );
    await scenario.play(stage);
    result = resultOf(stage, began);
  } finally {
    progress.show("Stopping everything that was started");
    await stage.close(keep);
    progress.end();
  }
  report(result, scenario, context);
  return result;
}

function resultOf({ ledger, observer, fleetPeak }: Stage, began: number): DemoResult {
  const rules = ledger.rows();
  const runs = observer.all("runs");
  const count = (status: string) => runs.filter((run) => run.status === status).length;
  return {
    ok: rules.every(({ ok }) => ok),
    seconds: Math.round((performance.now() - began) / 100) / 10,
    ...(fleetPeak && { peak: fleetPeak }),
    runs: { applied: count("applied"), errored: count("errored") },
    rules,
  };
}

function report(result: DemoResult, scenario: Scenario, { out }: Context): void {
  if (out.json) {
    out.object(result);
    return;
  }
  const { ok, seconds, rules, runs, peak } = result;
  const onlyRules = Object.keys(scenario.checks).length === 0;
  const width = Math.max(4, ...rules.map(({ id }) => id.length));
  out.print(`\n${out.style("bold", `${onlyRules ? "Rules" : "Checks"}, and the evidence that was seen`)}\n`);
  for (const { id, ok: holds, evidence } of rules) {
    const mark = holds ? out.style("green", "holds") : out.style("red", "FAILS");
    const text = scenario.checks[id] ?? RULES.find((rule) => rule.id === id)?.text ?? "";
    out.print(`${out.style("bold", id.padEnd(width))} ${mark}  ${text}`);
    out.print(`${" ".repeat(width + 8)}${out.style("dim", evidence)}`);
  }
  const most = peak === undefined ? "" : `, ${peak.total} at once at most`;
  const total = `${runs.applied} runs applied, ${runs.errored} errored on purpose${most}`;
  const things = onlyRules ? "rules" : "checks";
  const verdict = ok
    ? out.style(["green", "bold"], `All ${things} hold`)
    : out.style(["red", "bold"], `Not all ${things} hold`);
  const holding = rules.filter((rule) => rule.ok).length;
  out.print(`\n${verdict}: ${holding} of ${rules.length}. ${total}, in ${seconds} s.`);
}
