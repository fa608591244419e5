import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type DeclaredProvider, declaredProviders, type PlanMode } from "../../engine/index.js";
import { hostFrom } from "../../provider/client/index.js";
import { SCALR_PROVIDER_SOURCES } from "../../provider/resources/index.js";
import { hasInstallation, writeInstallation } from "../client/tofu-config.js";
import type { PlanJson } from "../fleet/effect/plan-json.js";
import type { Context } from "../shell/command.js";
import { CliError, usage } from "../shell/errors.js";
import type { Hosts } from "./hosts.js";
import type { Stack } from "./locate.js";
import { type PlanArgs, variableFlags } from "./options.js";
import type { Providers } from "./providers.js";

/** The order of the command line for another engine. */
export interface EngineOrder {
  readonly verb: "plan" | "apply";
  readonly mode: PlanMode;
  /** Flags of the verb alone, such as `-auto-approve`. */
  readonly flags: readonly string[];
  /** Where a plan is saved, so that `onPlan` can be told what it holds; what it throws is thrown on. */
  readonly saved?: string;
  readonly onPlan?: (plan: PlanJson) => Promise<void>;
}

/**
 * Plans or applies a stack with `tofu`, `terraform` or such a program, on the same configuration, state and settings;
 * its output and its questions are the user's. Resolves with its exit code.
 */
export async function runEngine(
  stack: Stack,
  order: EngineOrder,
  args: PlanArgs,
  { env, hosts }: Providers,
  context: Context,
): Promise<number> {
  const settings = await mkdtemp(join(tmpdir(), "scalr-sandbox-engine-"));
  try {
    const engine = new Engine(args.engine, stack.dir, await withProviders(env, settings, stack.dir), context);
    await init(engine, stack, args);
    // The program asks without the names of hosts, so those that are not sandboxes have to be named before.
    if (order.verb === "apply" && order.mode !== "refresh-only") hosts.beforeChanges(false);
    await meetHosts(stack, env, hosts);
    return await runOrder(engine, order, args, context);
  } finally {
    await rm(settings, { recursive: true, force: true });
  }
}

/** The environment with the providers of this package, unless the user's settings say where providers come from. */
async function withProviders(
  env: NodeJS.ProcessEnv,
  folder: string,
  dir: string,
): Promise<NodeJS.ProcessEnv> {
  if (process.platform === "win32" || hasInstallation(env)) return env;
  const { offlineConfiguration } = await import("../../provider/plugin/offline.js");
  const file = join(folder, "cli.tfrc");
  writeInstallation(file, offlineConfiguration(join(folder, "mirror"), dir), env);
  return { ...env, TF_CLI_CONFIG_FILE: file };
}

/** Meets the hosts that the configuration's own blocks, or else the environment, lead its Scalr provider to. @throws CliError */
async function meetHosts({ dir }: Stack, env: NodeJS.ProcessEnv, hosts: Hosts): Promise<void> {
  const { blocks, inRoot, used } = await declaredProviders(dir);
  const isScalr = (source: string | undefined) => SCALR_PROVIDER_SOURCES.some((each) => each === source);
  if (![...used].some(isScalr)) return;
  const own = blocks.filter(({ name }) => isScalr(inRoot.get(name)));
  const hostnames = own.length === 0 ? [undefined] : own.map((block) => hostnameOf(block));
  for (const hostname of new Set(hostnames)) {
    const refused = await hosts.meet(hostFrom(hostname, env));
    if (refused !== undefined) throw usage(refused);
  }
}

/** The hostname in a block; undefined where the block has none. @throws CliError */
function hostnameOf(block: DeclaredProvider): string | undefined {
  if (!block.has("hostname")) return undefined;
  const text = block.text("hostname");
  if (text !== undefined) return text;
  throw usage(
    `The hostname in provider "${block.name}" is an expression, so it cannot be told which host another engine will use. ` +
      "Write the host out, or set SCALR_HOSTNAME instead.",
  );
}

async function init(engine: Engine, stack: Stack, args: PlanArgs): Promise<void> {
  const initialised = await engine.run(["init", "-input=false", "-no-color"], "quiet");
  if (initialised !== 0) {
    const said = engine.output.trim();
    throw new CliError(
      "failure",
      `\`${args.engine} init\` failed in ${stack.dir} (exit code ${initialised}):\n${said}`,
    );
  }
}

async function runOrder(
  engine: Engine,
  order: EngineOrder,
  args: PlanArgs,
  context: Context,
): Promise<number> {
  const modes = { normal: [], destroy: ["-destroy"], "refresh-only": ["-refresh-only"] } as const;
  const words = [order.verb, ...modes[order.mode], ...common(args, context), ...order.flags];
  const code = await engine.run(words, "shown");
  if (order.onPlan !== undefined && order.saved !== undefined && code !== 1)
    await order.onPlan(await savedPlan(engine, order.saved));
  return code;
}

/** The content of a saved plan. */
async function savedPlan(engine: Engine, file: string): Promise<PlanJson> {
  engine.output = "";
  const code = await engine.run(["show", "-json", "-no-color", file], "quiet");
  if (code !== 0)
    throw new CliError("failure", `The plan could not be shown (exit code ${code}):\n${engine.output}`);
  // Beside it may stand warnings.
  return JSON.parse(engine.output.split("\n").find((line) => line.startsWith("{")) ?? "{}") as PlanJson;
}

function common(args: PlanArgs, context: Context): string[] {
  const { out, cwd } = context;
  return [
    ...(out.colour ? [] : ["-no-color"]),
    ...(out.json ? ["-json"] : []),
    ...variableFlags(args, context),
    ...args.target.map((address) => `-target=${address}`),
    ...args.exclude.map((address) => `-exclude=${address}`),
    ...args.replace.map((address) => `-replace=${address}`),
    ...(args.refresh ? [] : ["-refresh=false"]),
    ...(args.state === undefined ? [] : [`-state=${resolve(cwd, args.state)}`]),
    `-parallelism=${args.parallelism}`,
  ];
}

class Engine {
  /** What a quiet command said. */
  output = "";

  constructor(
    private readonly program: string,
    private readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly context: Context,
  ) {}

  run(args: readonly string[], how: "quiet" | "shown"): Promise<number> {
    const { signal } = this.context;
    signal.throwIfAborted();
    return new Promise((done, reject) => {
      const child = spawn(this.program, args, {
        cwd: this.dir,
        env: this.env,
        stdio: how === "shown" ? "inherit" : ["ignore", "pipe", "pipe"],
      });
      // It comes to a clean end by itself; a Ctrl-C of the terminal has reached it already.
      const stop = () => child.kill("SIGINT");
      if (!process.stdin.isTTY) signal.addEventListener("abort", stop, { once: true });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          this.output += text;
        });
      }
      child.once("error", (error: NodeJS.ErrnoException) => {
        const why = error.code === "ENOENT" ? "there is no such program on the PATH" : error.message;
        reject(new CliError("failure", `--engine ${this.program} cannot be started: ${why}.`));
      });
      child.once("close", (code) => {
        signal.removeEventListener("abort", stop);
        if (signal.aborted) reject(signal.reason);
        else done(code ?? 1);
      });
    });
  }
}
