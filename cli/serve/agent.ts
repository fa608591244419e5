import {
  AGENT_EXIT,
  type Agent,
  AgentError,
  type AgentExit,
  type AgentSettings,
  agentSettings,
  createLogger,
  startAgent,
} from "../../agent/index.js";
import { SETTINGS, type SettingName } from "../../agent/settings/settings-table.js";
import { type Context, kebab } from "../shell/command.js";
import { usage } from "../shell/errors.js";
import { makePoolToken } from "./pool-token.js";

/** Agents that one process may hold. */
const MOST = 100;
/** The distance between the first user ids of two agents' tasks. One agent uses far fewer at a time. */
const USERS_APART = 100;

/** The flags of `agent`. Absent ones leave the setting to the environment. */
export type AgentArgs = Readonly<Partial<Record<SettingName, string | number | boolean>>> & {
  readonly count: number;
  readonly pool?: string | undefined;
};

/**
 * Runs agents in this process until each is stopped or dismissed, and resolves with the worst of their exit codes. A first
 * interruption makes them leave as configured. A second one, or the end of the parent, stops them at once.
 */
export async function runAgents(
  args: AgentArgs,
  context: Context,
  parentGone: Promise<void> | undefined,
): Promise<number> {
  const { count } = args;
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw usage(`--count must be a whole number from 1 to ${MOST}, not ${count}.`);
  if (args.pool === undefined) return runWithToken(args, context, parentGone);
  if (args.token !== undefined) throw usage("Give --pool or --token, not both.");
  const token = await makePoolToken(args.pool, context);
  try {
    return await runWithToken({ ...args, token: token.secret }, context, parentGone);
  } finally {
    await token.remove();
  }
}

async function runWithToken(
  args: AgentArgs,
  context: Context,
  parentGone: Promise<void> | undefined,
): Promise<number> {
  const { count } = args;
  let settings: AgentSettings;
  try {
    settings = agentSettings(environmentOf(args, context));
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    return told({ exit: error.exit, message: asGiven(error.message, args) }, context);
  }
  const forced = new AbortController();
  context.onSecondInterrupt(() => forced.abort());
  void parentGone?.then(() => forced.abort());
  const agents = Array.from({ length: count }, (_, index) =>
    runAgent(count === 1 ? settings : numbered(settings, index), context, forced.signal, count > 1),
  );
  const codes = (await Promise.all(agents)).filter((code) => code !== AGENT_EXIT.stopped.code);
  // The codes of AGENT_EXIT begin with the worst.
  return codes.length === 0 ? AGENT_EXIT.stopped.code : Math.min(...codes);
}

/** A message about settings that names flags where the setting was given as a flag. */
const asGiven = (message: string, args: AgentArgs): string =>
  Object.entries(SETTINGS)
    .filter(([key]) => args[key as SettingName] !== undefined)
    .reduce(
      (text, [key, { variable }]) => text.replaceAll(new RegExp(`\\b${variable}\\b`, "g"), `--${kebab(key)}`),
      message,
    );

/** Settings of one agent of several: a name (R16) and users for its tasks that no other one has. */
const numbered = (settings: AgentSettings, index: number): AgentSettings => ({
  ...settings,
  name: `${settings.name}-${index + 1}`,
  taskUsers: settings.taskUsers === null ? null : settings.taskUsers + index * USERS_APART,
});

async function runAgent(
  settings: AgentSettings,
  context: Context,
  forced: AbortSignal,
  several: boolean,
): Promise<number> {
  const { signal } = context;
  const joining = new AbortController();
  const who = several ? `${settings.name}: ` : "";
  let agent: Agent | undefined;
  const stop = (action?: "force-shutdown") => {
    if (agent === undefined) joining.abort();
    else void agent.stop(action);
  };
  signal.addEventListener("abort", () => stop(), { once: true });
  forced.addEventListener("abort", () => stop("force-shutdown"), { once: true });
  try {
    const log = createLogger(settings, { named: several });
    agent = await startAgent({ settings, log, signal: joining.signal });
    if (joining.signal.aborted) stop("force-shutdown");
    const { exit, message } = await agent.ended;
    log[exit === "stopped" ? "info" : "error"](message);
    return AGENT_EXIT[exit].code;
  } catch (error) {
    if (joining.signal.aborted) {
      context.out.note(`${who}Stopped before it joined its pool.`);
      return AGENT_EXIT.stopped.code;
    }
    if (error instanceof AgentError) return told(error, context, who);
    if (!several) throw error;
    return told({ exit: "failure", message: (error as Error).message }, context, who);
  }
}

function told(
  { exit, message }: { readonly exit: AgentExit; readonly message: string },
  { out }: Context,
  who = "",
): number {
  out.note(`${out.style("red", "Error:")} ${who}${message}`);
  return AGENT_EXIT[exit].code;
}

function environmentOf(args: AgentArgs, { env, debug }: Context): Record<string, string | undefined> {
  const given = Object.entries(SETTINGS).flatMap(([key, { variable }]) => {
    const value = args[key as SettingName];
    return value === undefined || value === false ? [] : [[variable, String(value)]];
  });
  return { ...env, ...(debug && { SCALR_AGENT_DEBUG: "1" }), ...Object.fromEntries(given) };
}
