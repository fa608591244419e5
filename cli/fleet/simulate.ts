import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import {
  answersOf,
  csvLine,
  csvReport,
  type Design,
  type DesignFigures,
  type History,
  htmlReport,
  parseDesigns,
  parseTarget,
  type SimulateRequest,
  type Start,
  simulate,
  simulationThreads,
  spellWait,
  TABLE_HEADINGS,
  tableRows,
  waitsOf,
} from "../../fleet/index.js";
import type { Context } from "../shell/command.js";
import { Interrupted, usage } from "../shell/errors.js";
import { exitCodes } from "../shell/exit-codes.js";
import { progressOf } from "./progress.js";
import { checkReportFiles, unwritable, writeReport } from "./report-files.js";
import { type WorkloadArgs, workloadOf } from "./workload.js";

export interface SimulateArgs extends WorkloadArgs {
  readonly agents: readonly string[];
  readonly slots: readonly string[];
  readonly quota: string | undefined;
  readonly leave: "drain" | "stop";
  readonly target: string | undefined;
  readonly price: number | undefined;
  readonly csv: string | undefined;
  readonly html: string | undefined;
  readonly waits: string | undefined;
}

/** Simulates all designs, prints what comes out, and returns the exit code. */
export async function runSimulation(args: SimulateArgs, context: Context): Promise<number> {
  const { out, signal } = context;
  const { price } = args;
  if (price !== undefined && !(price >= 0)) throw usage("--price must be a price per hour, 0 or more.");
  const designs = parseDesigns(args);
  const target = args.target === undefined ? null : parseTarget(args.target);
  const { csv, html, trace, world: worldFile } = args;
  checkReportFiles({ csv, html, waits: args.waits }, { trace, world: worldFile });
  const { workload, world, history } = await workloadOf(args, context);
  const waits =
    args.waits === undefined ? null : new WaitsFile(args.waits, workload.dated ? workload.origin : null);
  const progress = progressOf(out, designs.length);
  const results: DesignFigures[] = [];
  const request: SimulateRequest = {
    world,
    workload,
    designs,
    target,
    price: price ?? null,
    threads: simulationThreads(),
    signal,
    onProgress: (design, now) => progress.show(design, now),
    ...(waits && { onStart: (design: Design, start: Start) => waits.write(design, start) }),
  };
  try {
    for await (const figures of simulate(request)) results.push(figures);
  } finally {
    progress.end();
    await waits?.close();
  }
  const interrupted = signal.aborted;
  const answers = answersOf(results, args.target);
  if (csv !== undefined) writeReport("csv", csv, csvReport(results));
  if (html !== undefined) {
    const origin = workload.dated ? workload.origin : null;
    const about = { title: workload.title, designs: results, answers, origin, partial: interrupted };
    writeReport("html", html, htmlReport({ ...about, target: args.target ?? null }));
  }
  const report = {
    workload: workload.title,
    ...(workload.dated && { starts_at: new Date(workload.origin).toISOString() }),
    ...(history && {
      history: {
        runs: history.runs,
        left_out: Object.fromEntries(history.leftOut),
        observed: waitsOf(history.observed),
      },
    }),
    designs_asked: designs.length,
    partial: interrupted,
    // One design needs no list to be looked through.
    ...(designs.length === 1 && results[0]),
    designs: results,
    answers,
  };
  if (out.json) out.object(report);
  else {
    out.table(TABLE_HEADINGS, results.flatMap(tableRows), [
      "LONGEST QUEUE",
      "AGENT-HOURS",
      "MEAN WAIT",
      "50%",
      "RUNS",
    ]);
    if (history !== null) out.print(`\n${observedText(history)}`);
    const warnings = results.flatMap(({ design, warnings }) => warnings.map((text) => `${design}: ${text}`));
    if (warnings.length > 0) out.print();
    for (const warning of warnings) out.print(out.style("yellow", warning));
    if (answers.length > 0) out.print();
    for (const { text } of answers) out.print(text);
  }
  if (!interrupted) return exitCodes.ok.code;
  const done = results.filter(({ partial }) => !partial).length;
  const partial = results.length - done;
  out.note(
    `Interrupted: ${done} of ${designs.length} designs are complete, ${partial === 1 ? "one is" : `${partial} are`} partial.`,
  );
  const by = signal.reason instanceof Interrupted ? signal.reason.by : "SIGINT";
  return exitCodes[by === "SIGINT" ? "interrupted" : "terminated"].code;
}

/** How long the runs of a history really waited, to be compared with the design that is like what there was. */
function observedText({ runs, observed }: History): string {
  const {
    mean_wait_seconds: mean,
    p95_wait_seconds: most,
    longest_wait_seconds: longest,
  } = waitsOf(observed);
  return (
    `In truth these ${runs} runs waited ${spellWait(mean)} on average, 95 % of them at most ${spellWait(most)}, ` +
    `and ${spellWait(longest)} at the longest.`
  );
}

/** The waits of all plans and applies, written as they happen. */
class WaitsFile {
  private readonly stream: WriteStream;
  private error: Error | undefined;

  constructor(
    private readonly file: string,
    private readonly origin: number | null,
  ) {
    this.stream = createWriteStream(file);
    this.stream.on("error", (error) => {
      this.error = error;
    });
    this.stream.write("design,workspace,environment,pool,phase,dry,asked_at,started_at,wait_seconds\n");
  }

  write({ name }: Design, start: Start): void {
    const time = (at: number) =>
      this.origin === null ? at / 1000 : new Date(this.origin + at).toISOString();
    const { workspace, environment, pool, phase, dry, askedAt, startedAt, wait } = start;
    const times = [time(askedAt), time(startedAt), wait / 1000];
    this.stream.write(csvLine([name, workspace, environment, pool, phase, String(dry), ...times]));
  }

  async close(): Promise<void> {
    this.stream.end();
    if (this.error === undefined) await once(this.stream, "close");
    if (this.error !== undefined) throw unwritable("waits", this.file, this.error);
  }
}
