import type { RunningAgent } from "../../stage/agents.js";
import { type Lab, startEndless, untilGone } from "../../stage/lab.js";
import { withoutIds } from "../../stage/progress.js";
import type { Stage } from "../../stage/stage.js";
import { childrenOf, exists, NO_CHILDREN } from "../../stage/system.js";

interface Stopped {
  readonly code: number | null;
  /** How its run ended. */
  readonly status: string;
  readonly message: string;
  /** Child processes that it had, and those of them that live; undefined where the system does not show them. */
  readonly processes: { readonly had: number; readonly alive: number } | undefined;
}

/** An agent with a run that does not end by itself, and how both end when it is stopped. */
async function stopped(
  stage: Stage,
  { pool, workspaces }: Lab,
  name: string,
  onStop: string,
  stop: (agent: RunningAgent) => Promise<void>,
): Promise<Stopped> {
  const { agents, runs } = stage;
  const agent = await agents.start(name, pool.token, ["--on-stop", onStop]);
  const run = await startEndless(stage, workspaces[2]!, name);
  const children = childrenOf(agent.process.pid);
  await stop(agent);
  const { code } = await agent.process.ended;
  await runs.untilEnded([run]);
  await untilGone(stage, children ?? []);
  const { status, errorMessage } = runs.get(run)!;
  return {
    code,
    status,
    message: withoutIds(errorMessage ?? ""),
    processes: children && { had: children.length, alive: children.filter(exists).length },
  };
}

/** Records how the run and the agent ended, and what became of the agent's processes. */
function observe({ ledger }: Stage, id: string, seen: Stopped, message: string): void {
  const { code, status, processes } = seen;
  ledger.observe(
    id,
    code === 0 && status === "errored" && seen.message.includes(message),
    `the run ended ${status} (${seen.message}), exit code ${code}`,
  );
  if (processes === undefined) ledger.notObserved(id, NO_CHILDREN);
  else {
    const { had, alive } = processes;
    ledger.observe(id, had > 0 && alive === 0, `${alive} of ${had} child processes live`);
  }
}

/** An agent that is asked to stop ends its task within its grace, which is reported as failed. */
export async function stopWithGrace(stage: Stage, lab: Lab): Promise<void> {
  const seen = await stopped(stage, lab, "build-3", "grace-shutdown", async ({ process }) =>
    process.kill("SIGTERM"),
  );
  stage.progress.keep(`  grace-shutdown: ${seen.message}`);
  observe(stage, "grace", seen, "was stopped during the run");
}

/** An agent that is asked to stop twice does not wait for its task. */
export async function stopAtOnce(stage: Stage, lab: Lab): Promise<void> {
  const seen = await stopped(stage, lab, "build-4", "drain", async ({ process }) => {
    process.kill("SIGTERM");
    await process.line((line) => line.includes("stopping (drain)"));
    process.kill("SIGTERM");
  });
  stage.progress.keep(`  a second signal: ${seen.message}`);
  observe(stage, "now", seen, "'build-4' was lost");
}
