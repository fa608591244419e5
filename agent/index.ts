/** An agent of a Scalr agent pool: joins it, polls for tasks, and runs each in a process of its own (R8, R15 to R17). */
import { Agent, type AgentEnd } from "./agent.js";
import { OpaPrograms } from "./executors/shared/opa.js";
import { Tools, type UnusableProgramError } from "./executors/shared/tools.js";
import { AGENT_EXIT, AgentError } from "./process/exit-codes.js";
import { DEFAULT_LIMITS, type RegisterResponse } from "./protocol/protocol.js";
import { Server } from "./protocol/server.js";
import { register } from "./register.js";
import { createLogger, type Logger } from "./settings/logger.js";
import { type AgentSettings, agentSettings, type StopAction } from "./settings/settings.js";
import { leave } from "./shutdown.js";
import { PlanFolders } from "./tasks/plan-folders.js";
import { ScratchSpace } from "./tasks/scratch.js";
import { TaskRunners } from "./tasks/task-runners.js";
import { checkTaskUsers } from "./tasks/task-users.js";

export { Agent, type AgentEnd } from "./agent.js";
export { AGENT_EXIT, AgentError, type AgentExit } from "./process/exit-codes.js";
export { createLogger, type Logger } from "./settings/logger.js";
export { type AgentSettings, agentSettings, type StopAction } from "./settings/settings.js";

export interface StartOptions {
  readonly settings: AgentSettings;
  readonly log?: Logger;
  /** Gives up joining. */
  readonly signal?: AbortSignal;
}

/** Joins the pool, and waits for an unreachable server. @throws AgentError if it is rejected */
export async function startAgent({
  settings,
  log = createLogger(settings),
  signal,
}: StartOptions): Promise<Agent> {
  // First what may fail here, so that no agent joins that cannot work.
  const scratch = await ScratchSpace.open(settings, log);
  const server = new Server(settings);
  try {
    const { executor, taskUsers: firstUser } = settings;
    if (firstUser !== null) checkTaskUsers(scratch.folder, executor);
    const path = process.env.PATH ?? "";
    const tools = new Tools({ ...settings, path });
    const trouble = await tools.trouble();
    const session = await register(server, settings, log, signal ?? new AbortController().signal);
    if (trouble !== null) await judgeExecutor(trouble, { server, session }, log);
    const runners = new TaskRunners({ executor, firstUser, scratch, log });
    const opa = new OpaPrograms({ ...settings, path });
    log.info(
      `agent ${session.agent.name} (${session.agent.id}) joined pool ${session.pool.name} (${session.pool.id})`,
      { url: settings.url, concurrency: settings.concurrency },
    );
    const { limits = DEFAULT_LIMITS, sandbox } = session;
    await scratch.accepted(sandbox);
    const planFolders = new PlanFolders();
    const deps = { settings, server, log, scratch, runners, planFolders, tools, opa, limits, sandbox };
    return new Agent(settings, session, server, deps);
  } catch (error) {
    server.close();
    await scratch.close();
    throw error;
  }
}

/**
 * An agent that cannot execute any run leaves its pool at once, unless its program may become usable later. It checks this after
 * it has joined, because agents of a VCS pool execute no runs. @throws AgentError
 */
async function judgeExecutor(
  trouble: UnusableProgramError,
  joined: { readonly server: Server; readonly session: RegisterResponse },
  log: Logger,
): Promise<void> {
  const { vcsEnabled } = joined.session.pool;
  if (trouble.isLasting && !vcsEnabled) {
    await leave(joined, [], log);
    throw new AgentError("settings", trouble.message);
  }
  const why = vcsEnabled ? "A VCS pool has no runs to execute" : "It is tried again for each run";
  log.warn(`${trouble.message} ${why}, so the agent continues.`);
}

/**
 * Runs an agent until it is stopped or dismissed, and returns the process's exit code (`AGENT_EXIT`). SIGTERM and SIGINT make it
 * leave its pool. A second one kills its tasks.
 */
export async function runAgent(env: NodeJS.ProcessEnv = process.env): Promise<number> {
  let end: AgentEnd;
  let settings: AgentSettings | undefined;
  const joining = new AbortController();
  let agent: Agent | undefined;
  const stop = (action?: StopAction) => (agent === undefined ? joining.abort() : void agent.stop(action));
  const asked = () => stop();
  const orphaned = () => stop("force-shutdown");
  process.on("SIGTERM", asked).on("SIGINT", asked).on("disconnect", orphaned);
  try {
    settings = agentSettings(env);
    agent = await startAgent({ settings, signal: joining.signal });
    // Asked while the server took it in: it has joined all the same, and has nothing to finish.
    if (joining.signal.aborted) stop("force-shutdown");
    end = await agent.ended;
  } catch (error) {
    if (joining.signal.aborted) end = { exit: "stopped", message: "Stopped before it joined its pool." };
    else if (error instanceof AgentError) end = error;
    else end = { exit: "failure", message: error instanceof Error ? error.message : String(error) };
  } finally {
    process.off("SIGTERM", asked).off("SIGINT", asked).off("disconnect", orphaned);
  }
  const log = createLogger(settings ?? { name: "agent", debug: false, logFormat: "plain" });
  log[end.exit === "stopped" ? "info" : "error"](end.message);
  return AGENT_EXIT[end.exit].code;
}
