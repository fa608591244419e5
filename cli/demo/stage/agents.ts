import { join } from "node:path";
import type { Agent } from "../../../simulator/core/entities.js";
import type { Observer } from "./observer.js";
import type { Process, Processes } from "./processes.js";

/** An agent process that the demo started, with what the simulator knows of it. */
export interface RunningAgent {
  readonly name: string;
  readonly id: string;
  readonly pool: string;
  readonly process: Process;
}

/** Starts `scalr-sandbox agent` processes and waits until they have joined their pool. */
export class Agents {
  constructor(
    private readonly processes: Processes,
    private readonly url: string,
    /** Where their scratch folders are: those of a killed agent remain. */
    private readonly folder: string,
    private readonly observer: Observer,
  ) {}

  /** A process that tries to join; whether it does is for the caller to see. */
  launch(name: string, token: string, args: readonly string[] = []): Process {
    const own = ["agent", "--name", name, "--exit-with-parent"];
    const stop = args.includes("--on-stop") ? [] : ["--on-stop", "force-shutdown"];
    return this.processes.start(`Agent ${name}`, [...own, ...stop, ...args], {
      SCALR_URL: this.url,
      SCALR_AGENT_TOKEN: token,
      SCALR_AGENT_DATA_DIR: join(this.folder, name),
    });
  }

  async start(name: string, token: string, args: readonly string[] = []): Promise<RunningAgent> {
    const process = this.launch(name, token, args);
    const joined = () => this.observer.all("agents").find((agent) => agent.name === name);
    const failed = process.ended.then(({ code }) => {
      throw new Error(`Agent ${name} ended with ${code}: ${process.output.slice(-3).join(" ")}`);
    });
    await Promise.race([
      this.observer.until(`agent ${name} joins its pool`, () => joined() !== undefined),
      failed,
    ]);
    const { id, pool } = joined() as Agent;
    return { name, id, pool, process };
  }
}
