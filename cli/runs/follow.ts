import { setTimeout as sleep } from "node:timers/promises";
import {
  type Resource,
  ScalrApiError,
  type ScalrClient,
  ScalrConnectionError,
  toOneId,
} from "../../provider/client/index.js";
import { OVERRIDABLE_RUN_STATUSES, STALLED_RUN_STATUSES } from "../../simulator/runs/run-status-rules.js";
import { connect } from "../client/connection.js";
import { sandboxApi, type Waiting } from "../client/sandbox-api.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { type ExitName, exitCodes } from "../shell/exit-codes.js";
import { annotate, summarise, summaryText } from "../shell/github.js";
import { confirm } from "../shell/prompt.js";

/** The outcomes of a run, and their exit codes. */
const ends: Readonly<Record<string, ExitName>> = {
  applied: "ok",
  planned_and_finished: "ok",
  planned_and_saved: "ok",
  errored: "runErrored",
  canceled: "runStopped",
  discarded: "runStopped",
};

/** While a run is in these statuses, the log of its plan can grow. */
const planning = new Set(["pending", "plan_queued", "planning", "policy_checking"]);

/** Milliseconds between requests for a run. */
const interval = 250;

/** Milliseconds between two attempts to reach a server that does not answer, and for which it is tried. */
const AGAIN = 1_000;
const PATIENCE = 10 * 60_000;

export interface FollowOptions {
  readonly dataDir: string | undefined;
  /** Confirm without asking. */
  readonly approve: boolean;
  /** Ask when a confirmation is needed. */
  readonly ask: boolean;
  /** Whether this command queued the run: then being interrupted cancels it. Somebody else's run is only watched. */
  readonly isOwn: boolean;
  /** Milliseconds for which a server that does not answer is tried again; ten minutes when absent. */
  readonly patience?: number;
}

/** The output of a run that was already shown. */
interface Shown {
  readonly tails: Partial<Record<"plan" | "apply", LogTail>>;
  status: string;
  waiting: string;
  isDecided: boolean;
}

/** The command that continues watching a run. */
const followAgain = (id: string) => `scalr-sandbox run --follow ${id}`;

/**
 * Shows a run's log as it grows, asks for a confirmation if the run needs one, and resolves with the exit code of its outcome. It
 * waits for a server that is being restarted. An interruption cancels a run that this command queued, and waits for its end; it
 * only stops watching any other run. @throws CliError if the server does not come back
 */
export async function follow(id: string, options: FollowOptions, context: Context): Promise<number> {
  const { out, signal } = context;
  const shown: Shown = { tails: {}, status: "", waiting: "", isDecided: false };
  try {
    return await watchThroughRestarts(id, shown, options, context);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (!options.isOwn) {
      out.note(`\nStopped watching ${id}, which continues. To watch it again: ${followAgain(id)}`);
      throw signal.reason;
    }
    out.note(`\nCanceling ${id} ... (press Ctrl-C again to stop waiting)`);
    // What is left to do must not be stopped by the signal that led here.
    const uninterrupted = { ...context, signal: new AbortController().signal };
    const client = connect(uninterrupted, options.dataDir);
    await client.action(`runs/${id}/actions/cancel`).catch((refusal: unknown) => {
      if (!(refusal instanceof ScalrApiError && refusal.status === 409)) throw refusal;
    });
    await watch(client, id, shown, { ...options, approve: false, ask: false }, uninterrupted);
    throw signal.reason;
  }
}

/** @throws CliError when the server does not come back */
async function watchThroughRestarts(
  id: string,
  shown: Shown,
  options: FollowOptions,
  context: Context,
): Promise<number> {
  const { out, signal } = context;
  const { patience = PATIENCE } = options;
  let lostAt: number | null = null;
  for (;;) {
    try {
      // A restarted server may have another address.
      const client = connect(context, options.dataDir);
      if (lostAt !== null) {
        await client.get(`runs/${id}`);
        out.note(out.style("dim", `The server is back; still following ${id}.`));
        lostAt = null;
      }
      return await watch(client, id, shown, options, context);
    } catch (error) {
      // Never reached at all: then there is nothing to come back.
      if (signal.aborted || shown.status === "" || !isUnreachable(error)) throw error;
      if (lostAt === null)
        out.note(out.style("dim", `The server does not answer; waiting for it to follow ${id}.`));
      lostAt ??= performance.now();
      if (performance.now() - lostAt >= patience)
        throw new CliError(
          "cannotConnect",
          `${(error as Error).message} The run may still execute. Once the server is back: ${followAgain(id)}`,
        );
    }
    await sleep(Math.min(AGAIN, patience), undefined, { signal });
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof ScalrConnectionError ||
  (error instanceof ScalrApiError && error.status >= 500) ||
  (error instanceof CliError && error.exit === "cannotConnect");

async function watch(
  client: ScalrClient,
  id: string,
  shown: Shown,
  options: FollowOptions,
  context: Context,
): Promise<number> {
  const { out, signal } = context;
  const { tails } = shown;
  for (;;) {
    const { data: run } = await client.get(`runs/${id}`);
    const end = ends[String(run.attributes.status)];
    for (const phase of ["plan", "apply"] as const) {
      const phaseId = toOneId(run, phase);
      if (phaseId === null || out.json) continue;
      tails[phase] ??= new LogTail(`${phase === "plan" ? "plans" : "applies"}/${phaseId}/output`);
      const over = end !== undefined || (phase === "plan" && !planning.has(String(run.attributes.status)));
      out.write(await tails[phase].next(client, over));
    }
    const status = String(run.attributes.status);
    if (status !== shown.status) {
      shown.status = status;
      if (out.json) out.object({ type: "status", run: id, status });
    }
    if (end !== undefined) return finish(run, end, context);
    if (
      status === "planned" &&
      !run.attributes["auto-apply"] &&
      (options.approve || options.ask) &&
      !shown.isDecided
    ) {
      shown.isDecided = true;
      await decide(client, id, options, context);
      continue;
    }
    shown.waiting = await sayWaiting(client, id, status, shown.waiting, context);
    await sleep(interval, undefined, { signal });
  }
}

/** Prints once what a queued run waits for (R12). scalr.io itself has no such API. */
async function sayWaiting(
  client: ScalrClient,
  id: string,
  status: string,
  said: string,
  { out }: Context,
): Promise<string> {
  if (out.json || !STALLED_RUN_STATUSES.has(status)) return said;
  const path = `${sandboxApi}/runs/${id}/waiting`;
  const { waitingFor } = await client
    .json<{ waitingFor: Waiting | null }>("GET", path)
    .catch(() => ({ waitingFor: null }));
  if (waitingFor === null || waitingFor.message === said) return said;
  const what = waitingFor.message[0]!.toLowerCase() + waitingFor.message.slice(1);
  out.note(out.style("dim", `Waiting for ${what}`));
  if (OVERRIDABLE_RUN_STATUSES.has(status))
    out.note(out.style("dim", `To override: scalr-sandbox runs override ${id}`));
  return waitingFor.message;
}

async function decide(
  client: ScalrClient,
  id: string,
  { approve }: FollowOptions,
  context: Context,
): Promise<void> {
  if (approve) {
    await client.action(`runs/${id}/actions/apply`, { comment: "Approved with --auto-approve" });
    return;
  }
  try {
    await confirm(context, {
      question: "Do you want to perform these actions?",
      consequence: `${id} will be applied by an agent.`,
      declined: `${id} was discarded.`,
    });
  } catch (error) {
    if (!(error instanceof CliError && error.exit === "failure")) throw error;
    await client.action(`runs/${id}/actions/discard`);
    throw new CliError("runStopped", error.message);
  }
  await client.action(`runs/${id}/actions/apply`);
}

function finish(run: Resource, end: ExitName, context: Context): number {
  const { out } = context;
  const status = String(run.attributes.status).replaceAll("_", " ");
  const error = run.attributes["error-message"];
  const message = typeof error === "string" ? error : `The run is ${status}.`;
  if (end !== "ok") annotate({ severity: "error", title: `${run.id}: ${status}`, message }, context);
  summarise(`Run ${run.id}: ${status}`, typeof error === "string" ? [summaryText(error)] : [], context);
  if (out.json)
    out.object({ type: "finished", run: run.id, status: run.attributes.status, error: error ?? null });
  else {
    const style = end === "ok" ? "green" : "red";
    out.print(`\n${out.style([style, "bold"], `${run.id}: ${status}.`)}${error ? ` ${error}` : ""}`);
  }
  return exitCodes[end].code;
}

/** Reads a growing log in parts. */
class LogTail {
  private offset = 0;
  private complete = false;

  constructor(
    /** Such as `plans/plan-v0abc/output`. */
    private readonly path: string,
  ) {}

  /** What is new since the last call; empty when nothing is. After the call with `last`, the log is not read again. */
  async next(client: ScalrClient, last: boolean): Promise<string> {
    if (this.complete) return "";
    const text = await client.text(`/api/iacp/v3/${this.path}`);
    const fresh = text.slice(this.offset);
    this.offset = text.length;
    this.complete = last;
    return fresh;
  }
}
