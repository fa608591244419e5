import type { TaskResult } from "../executors/shared/executor.js";
import type { Attached, Limits } from "../protocol/protocol.js";
import type { Job } from "../protocol/server.js";
import type { LogStream } from "./log-stream.js";
import type { StateStream } from "./state-stream.js";
import type { Scratch } from "./task-folder.js";
import { sendArtifacts, smallArtifacts } from "./transfers.js";

/** How what a task leaves gets to the server: with its result where it is small, in requests of its own otherwise. */
export class Delivery {
  /** The end of the log, where it is to go with the result; also when something else could not be sent. */
  restOfLog: ReturnType<LogStream["takeRest"]> = null;

  constructor(
    private readonly job: Job,
    private readonly limits: Limits,
    private readonly output: LogStream,
    private readonly states: StateStream,
    private readonly scratch: Scratch,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Sends the log and the files, at the same time; gives those that are small enough to go with the result.
   * @throws HttpError when the server refuses one, Error when one cannot be read
   */
  async send(artifacts: TaskResult["artifacts"]): Promise<Attached | undefined> {
    const { states, output } = this;
    for (const { kind, path } of artifacts) if (kind === "state") states.ended(path);
    const most = this.limits.attached ?? 0;
    const small = await smallArtifacts(artifacts, most, this.scratch);
    if (small === null) {
      await both(output.flush(), sendArtifacts(this.job, artifacts, states, this.scratch, this.signal));
      return undefined;
    }
    const room = most - small.size;
    const state = await states.takeRest(Math.min(room, this.limits.state)).catch(async (error) => {
      await this.sendLog(room);
      throw error;
    });
    await both(this.sendLog(room - (state?.file.length ?? 0)), state === null ? states.settled() : null);
    return {
      artifacts: small.files,
      ...(this.restOfLog !== null && { log: this.restOfLog }),
      ...(state !== null && { state: { order: state.order, file: state.file.toString("base64") } }),
    };
  }

  /** Keeps the end of the log for the result where there is room for it, and sends it otherwise. */
  private sendLog(room: number): Promise<void> {
    this.restOfLog = this.output.takeRest(room);
    return this.output.flush();
  }
}

/** Waits for the log in any case, since a task's failure is told in it. */
async function both(logged: Promise<void>, sent: Promise<void> | null): Promise<void> {
  try {
    await sent;
  } finally {
    await logged;
  }
}
