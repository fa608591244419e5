import { setTimeout as sleep } from "node:timers/promises";
import { type Resource, ScalrApiError, type ScalrClient, toOneId } from "../../provider/client/index.js";
import { connect } from "../client/connection.js";
import { sandboxApi, type Waiting } from "../client/sandbox-api.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { type ExitName, exitCodes } from "../shell/exit-codes.js";
import { confirm } from "../shell/prompt.js";

/** How a run can end, and the exit code of each. */
const ends: Readonly<Record<string, ExitName>> = {
  applied: "ok",
  planned_and_finished: "ok",
  planned_and_saved: "ok",
  errored: "runErrored",
  canceled: "runStopped",
  discarded: "runStopped",
};

/** Until a run has left these, its plan's log may grow. */
const planning = new Set(["pending", "plan_queued", "planning"]);

/** Milliseconds between looks at a run. */
const interval = 250;

export interface FollowOptions {
  readonly dataDir: string | undefined;
  /** Confirm without asking. */
  readonly approve: boolean;
  /** Ask when a confirmation is needed. */
  readonly ask: boolean;
}

type Tails = Partial<Record<"plan" | "apply", LogTail>>;

/**
 * Shows a run's log as it grows, asks for the confirmation it waits for, and resolves with the exit code of its
 * outcome. Being interrupted cancels the run and waits for its end.
 */
export async function follow(id: string, options: FollowOptions, context: Context): Promise<number> {
  const { out, signal } = context;
  const tails: Tails = {};
  try {
    return await watch(connect(context, options.dataDir), id, tails, options, context);
  } catch (error) {
    if (!signal.aborted) throw error;
    out.note(`\nCanceling ${id} ... (Ctrl-C once more leaves it to itself)`);
    // What is left to do must not be stopped by the signal that led here.
    const uninterrupted = { ...context, signal: new AbortController().signal };
    const client = connect(uninterrupted, options.dataDir);
    await client.action(`runs/${id}/actions/cancel`).catch((refusal: unknown) => {
      if (!(refusal instanceof ScalrApiError && refusal.status === 409)) throw refusal;
    });
    await watch(client, id, tails, { ...options, approve: false, ask: false }, uninterrupted);
    throw signal.reason;
  }
}

async function watch(
  client: ScalrClient,
  id: string,
  tails: Tails,
  options: FollowOptions,
  context: Context,
): Promise<number> {
  const { out, signal } = context;
  let said = "";
  let status = "";
  let confirmed = false;
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
    if (run.attributes.status !== status) {
      status = String(run.attributes.status);
      if (out.json) out.object({ type: "status", run: id, status });
    }
    if (end !== undefined) return finish(run, end, context);
    if (
      status === "planned" &&
      !run.attributes["auto-apply"] &&
      (options.approve || options.ask) &&
      !confirmed
    ) {
      confirmed = true;
      await decide(client, id, options, context);
      continue;
    }
    said = await sayWaiting(client, id, status, said, context);
    await sleep(interval, undefined, { signal });
  }
}

/** Says once what a queued run waits for (R12). scalr.io itself cannot be asked. */
async function sayWaiting(
  client: ScalrClient,
  id: string,
  status: string,
  said: string,
  { out }: Context,
): Promise<string> {
  if (out.json || !["pending", "plan_queued", "apply_queued", "confirmed"].includes(status)) return said;
  const path = `${sandboxApi}/runs/${id}/waiting`;
  const { waitingFor } = await client
    .json<{ waitingFor: Waiting | null }>("GET", path)
    .catch(() => ({ waitingFor: null }));
  if (waitingFor === null || waitingFor.message === said) return said;
  const what = waitingFor.message[0]!.toLowerCase() + waitingFor.message.slice(1);
  out.note(out.style("dim", `Waiting for ${what}`));
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
      consequence: `${id} is applied on its workspace's agents.`,
      declined: `${id} was discarded.`,
    });
  } catch (error) {
    if (!(error instanceof CliError && error.exit === "failure")) throw error;
    await client.action(`runs/${id}/actions/discard`);
    throw new CliError("runStopped", error.message);
  }
  await client.action(`runs/${id}/actions/apply`);
}

function finish(run: Resource, end: ExitName, { out }: Context): number {
  const status = String(run.attributes.status).replaceAll("_", " ");
  const error = run.attributes["error-message"];
  if (out.json)
    out.object({ type: "finished", run: run.id, status: run.attributes.status, error: error ?? null });
  else {
    const style = end === "ok" ? "green" : "red";
    out.print(`\n${out.style([style, "bold"], `${run.id}: ${status}.`)}${error ? ` ${error}` : ""}`);
  }
  return exitCodes[end].code;
}

/** Reads a growing log piece by piece. */
export class LogTail {
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
