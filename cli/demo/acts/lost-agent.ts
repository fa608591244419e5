import type { Task } from "../../../simulator/core/entities.js";
import type { RunningAgent } from "../stage/agents.js";
import { endless, untilGone, untilOutOfContact } from "../stage/lab.js";
import { type Fleet, lookUntil, type Refusal, type Stage } from "../stage/stage.js";
import { childrenOf, exists, NO_CHILDREN } from "../stage/system.js";

/** Agents that were killed: one that executed a run, and one that was idle. */
export interface Lost {
  readonly busy: RunningAgent;
  readonly idle: RunningAgent;
}

/**
 * Kills an agent in the middle of a run, and one that does nothing, as a crash would. R17: what the first was running
 * ends errored, once, and its workspace continues. R13 and R14: when agents count as offline, and may be deleted.
 */
export async function loseAgents(stage: Stage, fleet: Fleet): Promise<Lost> {
  const { ledger, observer, progress, runs } = stage;
  const idle = await stage.agents.start("agent-idle", fleet.token, ["--concurrency", "1"]);
  const workspace = fleet.workspaces[0]!;
  // So that the run goes to an agent that executes five at a time, the one that takes one executes something else.
  const first = await runs.queue(workspace.id, endless("cut short"));
  await observer.until("a run executes its apply", () => applying(stage, first) !== undefined);
  await lookUntil(stage, "the run's log shows its work", async () =>
    (await runs.applyLog(first)).includes("second 1"),
  );
  const next = await runs.queue(workspace.id, {
    workload: "one-task",
    variables: { seconds: 1, label: "the next" },
  });
  const waiting = await runs.waitingFor(next);
  const busy = fleet.agents.find(({ id }) => id === applying(stage, first))!;
  await checkChoice(stage, fleet, busy);
  const early = [await tryToDelete(stage, busy), await tryToDelete(stage, idle)];
  const children = childrenOf(busy.process.pid);

  busy.process.kill("SIGKILL");
  idle.process.kill("SIGKILL");
  await Promise.all([busy.process.ended, idle.process.ended]);
  progress.keep(
    `  kill -9 of ${busy.name} (process ${busy.process.pid}) in the middle of ${first}, and of ${idle.name}.`,
  );
  early.push(await tryToDelete(stage, busy));
  const before = runs.get(first)!.status;
  await untilOutOfContact(stage, [busy, idle]);
  const stillThere = condition(stage, busy);
  // Far more than five minutes: the agents must go offline on the way, not when the advance ends.
  const now = await stage.advance("30m");
  await observer.until("both agents are offline", () =>
    [busy, idle].every((agent) => condition(stage, agent) === "offline"),
  );
  // The run ends in the same moment, and is told of a little later.
  await observer.until("the run of the lost agent ends", () => runs.get(first)!.errorMessage !== null);
  progress.keep(`  Both offline when it is ${now}. ${runs.get(first)?.errorMessage}`);
  await runs.untilEnded([first, next]);

  const [ended, after] = [runs.get(first)!, runs.get(next)!];
  const starts = observer
    .of("tasks")
    .filter(({ before, after }) => after?.run === first && after.phase === "apply" && started(before, after));
  const successor = observer.get("agents", runs.tasks(next).at(-1)?.agent ?? "")?.name;
  ledger.observe(
    "R17",
    before === "applying" &&
      ended.status === "errored" &&
      (ended.errorMessage ?? "").includes(`'${busy.name}'`) &&
      starts.length === 1 &&
      waiting?.kind === "earlier-run" &&
      after.status === "applied",
    `${busy.name} (process ${busy.process.pid}) killed while ${before}: the run ended ${ended.status} naming it, was ` +
      `started ${starts.length === 1 ? "only once" : `${starts.length} times`}, and the next run of ` +
      `${workspace.label} was ${after.status} on ${successor}`,
  );
  if (children === undefined) ledger.notObserved("R17", NO_CHILDREN);
  else {
    await untilGone(stage, children);
    const survivors = children.filter(exists).length;
    ledger.observe(
      "R17",
      children.length > 0 && survivors === 0,
      `${survivors} of its ${children.length} child processes continued`,
    );
  }
  checkOffline(stage, busy, stillThere);
  await checkDeletion(stage, { busy, idle }, early);
  return { busy, idle };
}

const started = (before: Task | undefined, after: Task): boolean =>
  after.status === "running" && before?.status !== "running";

/** The agent that executes the run's apply right now. */
function applying({ runs }: Stage, run: string): string | undefined {
  const task = runs.tasks(run).find(({ phase, status }) => phase === "apply" && status === "running");
  return task?.agent ?? undefined;
}

const condition = ({ observer }: Stage, { id }: RunningAgent) => observer.get("agents", id)?.condition;

const tryToDelete = (stage: Stage, { id }: RunningAgent): Promise<Refusal> =>
  stage.refused(() => stage.client.delete(`agents/${id}`));

/** R13: how long after its last contact each went offline, in the sandbox's time. */
function checkOffline(
  { ledger, observer }: Stage,
  busy: RunningAgent,
  shortlyBefore: string | undefined,
): void {
  const change = observer
    .of("agents")
    .find(({ id, after }) => id === busy.id && after?.condition === "offline");
  const silence = change ? (Date.parse(change.at) - change.after!.lastSeenAt) / 1000 : Number.NaN;
  ledger.observe(
    "R13",
    shortlyBefore === "online" && silence >= 300 && silence < 301,
    `${busy.name} went offline ${silence} s after its last contact`,
  );
}

/**
 * R11: with one run on an agent, the next goes to the other, which has more free slots; the agent that takes one run at
 * a time has the fewest.
 */
async function checkChoice(stage: Stage, { agents, workspaces }: Fleet, busy: RunningAgent): Promise<void> {
  const { ledger, runs } = stage;
  const run = await runs.queue(workspaces[2]!.id, {
    workload: "one-task",
    isDry: true,
    message: "Who takes it?",
  });
  await runs.untilEnded([run]);
  const other = agents.find(({ id }) => id !== busy.id)!;
  const executedBy = runs.tasks(run).map(({ agent }) => agents.find(({ id }) => id === agent)?.name ?? agent);
  ledger.observe(
    "R11",
    executedBy.length === 1 && executedBy[0] === other.name,
    `with 4 slots free on ${busy.name}, 5 on ${other.name} and 1 on agent-idle, a task went to ${executedBy.join(" and ")}`,
  );
}

/** R14: refused while the agent is busy or idle, accepted once it is offline. */
async function checkDeletion(stage: Stage, { idle }: Lost, early: readonly Refusal[]): Promise<void> {
  const { client, ledger, observer } = stage;
  const gone = await client.delete(`agents/${idle.id}`);
  await observer.until("the agent is deleted", () => observer.get("agents", idle.id) === undefined);
  const found = await client.find(`agents/${idle.id}`);
  const texts = [...new Set(early.map(({ status, detail }) => `${status} "${detail}"`))];
  ledger.observe(
    "R14",
    early.every(({ status }) => status === 409) && gone && found === null,
    `before: ${texts.join(", ")}; once offline: deleted`,
  );
}
