import {
  AGENT_EXIT,
  type Agent,
  AgentError,
  agentSettings,
  createLogger,
  startAgent,
} from "../../agent/index.js";
import { SETTINGS, type SettingName } from "../../agent/settings/settings-table.js";
import type { Context } from "../shell/command.js";

/** What the flags of `agent` say; absent ones leave the environment's word. */
export type AgentArgs = Readonly<Partial<Record<SettingName, string | number | boolean>>>;

/**
 * An agent in this process until it is stopped or dismissed; resolves with its exit code. A first interruption makes
 * it leave as it was told to, a second one, or the end of its parent, at once.
 */
export async function runAgent(
  args: AgentArgs,
  context: Context,
  parentGone: Promise<void> | undefined,
): Promise<number> {
  const { signal, out } = context;
  const joining = new AbortController();
  let agent: Agent | undefined;
  const stop = (action?: "force-shutdown") => {
    if (agent === undefined) joining.abort();
    else void agent.stop(action);
  };
  signal.addEventListener("abort", () => stop(), { once: true });
  context.onSecondInterrupt(() => stop("force-shutdown"));
  void parentGone?.then(() => stop("force-shutdown"));
  try {
    const settings = agentSettings(environmentOf(args, context));
    const log = createLogger(settings);
    agent = await startAgent({ settings, log, signal: joining.signal });
    if (joining.signal.aborted) stop("force-shutdown");
    const { exit, message } = await agent.ended;
    log[exit === "stopped" ? "info" : "error"](message);
    return AGENT_EXIT[exit].code;
  } catch (error) {
    if (joining.signal.aborted) {
      out.note("Stopped before it joined its pool.");
      return AGENT_EXIT.stopped.code;
    }
    if (!(error instanceof AgentError)) throw error;
    out.note(`${out.style("red", "Error:")} ${error.message}`);
    return AGENT_EXIT[error.exit].code;
  }
}

function environmentOf(args: AgentArgs, { env, debug }: Context): Record<string, string | undefined> {
  const given = Object.entries(SETTINGS).flatMap(([key, { variable }]) => {
    const value = args[key as SettingName];
    return value === undefined || value === false ? [] : [[variable, String(value)]];
  });
  return { ...env, ...(debug && { SCALR_AGENT_DEBUG: "1" }), ...Object.fromEntries(given) };
}
