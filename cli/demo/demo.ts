import { RULES } from "../../simulator/core/rule-catalogue.js";
import type { Context } from "../shell/command.js";
import { type JunitSuite, writeJunit } from "../shell/junit.js";
import { hanging, shortened } from "../shell/text.js";
import { type Scenario, type ScenarioName, scenarios } from "./scenarios/index.js";
import { type Finding, Ledger } from "./stage/ledger.js";
import { Progress } from "./stage/progress.js";
import { type FleetPeak, Stage } from "./stage/stage.js";

/** What `demo --json` prints as its last line. */
export interface DemoResult {
  /** False when a check failed. One that this system does not show (`ok: null` in `rules`) is neither failed nor held. */
  readonly ok: boolean;
  readonly seconds: number;
  /** Only where a fleet of agents was filled. */
  readonly peak?: FleetPeak;
  readonly runs: { readonly applied: number; readonly errored: number };
  /** Rules of scalr.io, and where a scenario has some, those of its own by name, with what was seen of each. */
  readonly rules: readonly Finding[];
}

interface DemoOptions {
  readonly keep: boolean;
  readonly verbose: boolean;
  /** Where to write a report for CI systems. */
  readonly junit: string | undefined;
}

/** A scenario of the demo, act by act. Everything it starts is ended again, whatever happens. */
export async function runDemo(
  name: ScenarioName,
  { keep, verbose, junit }: DemoOptions,
  context: Context,
): Promise<DemoResult> {
  const began = performance.now();
  const scenario: Scenario = (await scenarios[name].load()).default;
  const progress = new Progress(context.out);
  const ledger = new Ledger(
    ({ id, ok, evidence }) => {
      if (ok === false) progress.keep(context.out.style("red", `  ${id} does not hold: ${evidence}`));
      if (ok === null) progress.keep(context.out.style("yellow", `  ${id} is ${evidence}`));
    },
    [...scenario.rules, ...Object.keys(scenario.checks)],
  );
  progress.begin(scenario.title);
  progress.show("Starting the simulator");
  const stage = await Stage.open(context, progress, ledger, keep);
  let result: DemoResult;
  try {
    const { info } = stage;
    progress.keep(
      `  scalr.io is simulated at ${info.url} by process ${info.pid}, with its data in ${info.dataDir}.`,
    );
    await scenario.play(stage);
    result = resultOf(stage, began);
  } finally {
    progress.show("Stopping everything");
    await stage.close(keep);
    progress.end();
  }
  report(result, scenario, verbose, context);
  writeJunit(junit, suiteOf(name, result, scenario), context);
  return result;
}

function resultOf({ ledger, observer, fleetPeak }: Stage, began: number): DemoResult {
  const rules = ledger.rows();
  const runs = observer.all("runs");
  const count = (status: string) => runs.filter((run) => run.status === status).length;
  return {
    ok: rules.every(({ ok }) => ok !== false),
    seconds: Math.round((performance.now() - began) / 100) / 10,
    ...(fleetPeak && { peak: fleetPeak }),
    runs: { applied: count("applied"), errored: count("errored") },
    rules,
  };
}

const textOf = (id: string, { checks }: Scenario): string =>
  checks[id] ?? RULES.find((rule) => rule.id === id)?.text ?? "";

/** One test for each check; one that this system cannot show counts as skipped. */
const suiteOf = (name: string, { seconds, rules }: DemoResult, scenario: Scenario): JunitSuite => ({
  name: `scalr-sandbox demo: ${name}`,
  seconds,
  cases: rules.map(({ id, ok, evidence }) => ({
    classname: `demo.${name}`,
    name: `${id} ${textOf(id, scenario)}`.trim(),
    outcome: ok === null ? "skipped" : ok ? "passed" : "failed",
    told: evidence,
  })),
});

/** Columns of a report where it is not printed into a terminal. */
const REPORT_WIDTH = 100;

function report(result: DemoResult, scenario: Scenario, isVerbose: boolean, { out }: Context): void {
  if (out.json) {
    out.object(result);
    return;
  }
  const { ok, seconds, rules, runs, peak } = result;
  const onlyRules = Object.keys(scenario.checks).length === 0;
  const width = Math.max(4, ...rules.map(({ id }) => id.length));
  const columns = out.columns ?? REPORT_WIDTH;
  const indent = " ".repeat(width + 8);
  out.print(`\n${out.style("bold", `${onlyRules ? "Rules" : "Checks"}, and the evidence`)}\n`);
  for (const { id, ok: holds, evidence } of rules) {
    const mark = markOf(holds, out);
    const text = textOf(id, scenario);
    out.print(hanging(`${out.style("bold", id.padEnd(width))} ${mark}  ${text}`, columns, indent.length));
    // One line is enough to believe what holds; what fails is told in full.
    const told =
      isVerbose || !holds
        ? hanging(indent + evidence, columns, indent.length)
        : indent + shortened(evidence, columns - indent.length);
    out.print(out.style("dim", told));
  }
  const most = peak === undefined ? "" : `, at most ${peak.total} at once`;
  const total = `${runs.applied} run${runs.applied === 1 ? "" : "s"} applied, ${runs.errored} errored on purpose${most}`;
  const things = onlyRules ? "rules" : "checks";
  const holding = rules.filter((rule) => rule.ok === true).length;
  const unseen = rules.filter((rule) => rule.ok === null).length;
  const verdict =
    holding === rules.length
      ? out.style(["green", "bold"], `All ${things} hold`)
      : out.style([ok ? "yellow" : "red", "bold"], `Not all ${things} ${ok ? "were observed" : "hold"}`);
  const count = `${holding} of ${rules.length}`;
  const rest = unseen === 0 ? "" : `, ${unseen} not observed`;
  const counts = holding === rules.length ? count : `${count} hold${rest}`;
  out.print(`\n${hanging(`${verdict}: ${counts}. ${total}, in ${seconds} s.`, columns, 0)}`);
  if (ok && onlyRules) for (const line of NEXT) out.print(line);
}

function markOf(holds: boolean | null, out: Context["out"]): string {
  if (holds === null) return out.style("yellow", "?    ");
  return holds ? out.style("green", "holds") : out.style("red", "FAILS");
}

/** What to type next, after the first demo. */
const NEXT = [
  "",
  "Next, a sandbox of your own:",
  "",
  "    npx scalr-sandbox up --detach",
  "    npx scalr-sandbox apply examples/quickstart --auto-approve",
  "    npx scalr-sandbox open",
  "",
  "Add --verbose for all of the evidence. Continue with docs/tutorial.md.",
];
