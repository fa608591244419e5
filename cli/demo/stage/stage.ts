import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { temporaryFolder } from "../../../files/places.js";
import { removeFolder } from "../../../files/remove-folder.js";
import { ScalrApiError, type ScalrClient } from "../../../provider/client/index.js";
import { packageRoot } from "../../../provider/plugin/package-info.js";
import { clientOf, defaultDataDir, folderConnection } from "../../client/connection.js";
import { type Resolution, sandboxApi } from "../../client/sandbox-api.js";
import type { UpInfo } from "../../client/up-info.js";
import type { Context } from "../../shell/command.js";
import { describeError } from "../../shell/errors.js";
import { exitCodes } from "../../shell/exit-codes.js";
import { Agents, type RunningAgent } from "./agents.js";
import type { Ledger } from "./ledger.js";
import { Observer, PATIENCE } from "./observer.js";
import { linkDependencies } from "./package-links.js";
import { type Process, Processes } from "./processes.js";
import type { Progress } from "./progress.js";
import { Runs } from "./runs.js";
import { World } from "./world.js";

/** A workspace of the quickstart, and where its runs execute. */
export interface DemoWorkspace {
  readonly id: string;
  /** `environment/name`. */
  readonly label: string;
  /** Id of its environment. */
  readonly environment: string;
  readonly resolution: Resolution;
}

/** The agents, and what they execute for: what the acts after this one continue with. */
export interface Fleet {
  readonly agents: readonly RunningAgent[];
  /** The pool that the agents are in. */
  readonly pool: { readonly id: string; readonly name: string };
  /** The secret with which they joined it. */
  readonly token: string;
  /** Id of the pool of the Scalr runners. */
  readonly runners: string;
  /** Workspaces whose runs execute in the agents' pool. */
  readonly workspaces: readonly DemoWorkspace[];
  /** Workspaces whose runs execute on the Scalr runners. */
  readonly managed: readonly DemoWorkspace[];
}

/** The most runs that executed at the same moment: in all, on the Scalr runners, and on each agent by name. */
export interface FleetPeak {
  readonly total: number;
  readonly scalrRunners: number;
  readonly agents: Readonly<Record<string, number>>;
}

export interface Refusal {
  readonly status: number;
  readonly detail: string;
  /** JSON pointer to what was refused. */
  readonly pointer: string | undefined;
}

/** All that the acts of the demo share: a simulator of their own in a temporary folder, and what observes it. */
export class Stage {
  private constructor(
    readonly folder: string,
    readonly context: Context,
    readonly progress: Progress,
    readonly ledger: Ledger,
    readonly processes: Processes,
    public simulator: Process,
    readonly info: UpInfo,
    readonly client: ScalrClient,
    readonly observer: Observer,
    readonly agents: Agents,
    readonly runs: Runs,
  ) {}

  /** For scenarios that do without the quickstart. */
  get world(): World {
    return new World(this.client, this.info.accountId);
  }

  /** Filled in by the act that applies the quickstart. */
  workspaces: readonly DemoWorkspace[] = [];
  /** Filled in by the act that executes thirty runs. */
  fleetPeak: FleetPeak | undefined;

  static async open(context: Context, progress: Progress, ledger: Ledger, keep: boolean): Promise<Stage> {
    const folder = temporaryFolder("scalr-sandbox-demo-");
    const processes = new Processes(folder, inheritedEnvironment(context.env));
    // A second Ctrl-C ends the demo at once and removes everything that it made.
    context.onSecondInterrupt(() => {
      processes.killAll();
      if (!keep) removeFolder(folder);
      process.exit(describeError(context.signal.reason).code);
    });
    try {
      copyExamples(join(folder, "examples"));
      linkDependencies(folder);
      const simulator = processes.start("The simulator", upArgs(folder, "0"));
      const info = await simulator.firstJson<UpInfo>();
      const client = clientOf(folderConnection(dataDirOf(folder))!, { signal: context.signal });
      const observer = new Observer(client, context.signal);
      await observer.start();
      const agents = new Agents(processes, info.url, join(folder, "agents"), observer);
      const runs = new Runs(client, observer, join(folder, "examples", "workloads"));
      return new Stage(
        folder,
        context,
        progress,
        ledger,
        processes,
        simulator,
        info,
        client,
        observer,
        agents,
        runs,
      );
    } catch (error) {
      await processes.stopAll();
      removeFolder(folder);
      throw error;
    }
  }

  /** Kills the simulator as a crash would, and starts it again on its data, at its ports. */
  async restartSimulator(): Promise<void> {
    const { info, processes } = this;
    this.simulator.kill("SIGKILL");
    await this.simulator.ended;
    const port = (url: string) => new URL(url).port;
    const args = [
      ...upArgs(this.folder, port(info.url)),
      ...(info.httpsUrl === undefined ? ["--no-https"] : ["--https-port", port(info.httpsUrl)]),
    ];
    await lookUntil(this, "the ports of the simulator are free again", async () => {
      const started = processes.start("The simulator", args);
      try {
        await started.firstJson<UpInfo>();
      } catch (error) {
        // While the simulator was down, the system may have given its port to another process.
        if ((await started.ended).code === exitCodes.inUse.code) return false;
        throw error;
      }
      processes.replaceFirst(started);
      this.simulator = started;
      return true;
    });
    await this.observer.restart();
  }

  /** Moves the sandbox's time; resolves with where it stands then. */
  async advance(by: string): Promise<string> {
    return (await this.client.json<{ now: string }>("POST", `${sandboxApi}/clock/advance`, { by })).now;
  }

  /** How the API refuses `call`; status 0 when it does not. */
  async refused(call: () => Promise<unknown>): Promise<Refusal> {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof ScalrApiError)) throw error;
      const [first] = error.errors;
      return { status: error.status, detail: first?.detail ?? first?.title ?? "", pointer: first?.pointer };
    }
    return { status: 0, detail: "It was not refused.", pointer: undefined };
  }

  /** Ends every process and removes the folder, unless it is to be kept. */
  async close(keep: boolean): Promise<void> {
    await this.processes.stopAll();
    if (keep) this.progress.keep(`Kept: ${this.folder}`);
    else removeFolder(this.folder);
  }
}

const dataDirOf = (folder: string): string => join(folder, defaultDataDir);

const upArgs = (folder: string, port: string): string[] => [
  ...["up", "--port", port, "--json", "--exit-with-parent"],
  ...["--data-dir", dataDirOf(folder)],
];

/** The examples as they are published: without what somebody's own use of them left there. */
function copyExamples(to: string): void {
  const leftover = /^(cdktf\.out|node_modules|\.scalr-sandbox|terraform\..*tfstate.*)$/;
  const filter = (source: string) => !leftover.test(basename(source));
  cpSync(join(packageRoot(), "examples"), to, { recursive: true, filter });
}

/** What the user's shell says about another scalr.io must not reach the demo's own. */
function inheritedEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !/^(SCALR_|TF_|FORCE_COLOR$)/.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: "1" };
}

/** Repeats a look at something that no event tells. */
export async function lookUntil(
  { context }: Stage,
  what: string,
  look: () => Promise<boolean>,
  seconds = PATIENCE,
): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await look())) {
    context.signal.throwIfAborted();
    if (performance.now() > deadline) throw new Error(`Timed out after ${seconds} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
