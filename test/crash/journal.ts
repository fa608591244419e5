import type { TaskOffer } from "../../agent/protocol/protocol.js";
import { expected, request, Wrong } from "./client.js";

interface Phase {
  agent: string;
  attempt: number;
  /** What its agent writes to the log, and how many bytes of it were acknowledged. */
  log: Buffer;
  acknowledged: number;
  finish: "no" | "sent" | "acknowledged";
}

const FINAL = ["applied", "errored", "canceled", "discarded", "planned_and_finished"];

/** What agents were told to execute, as they saw it. */
export class Journal {
  /** By run and phase. */
  private readonly phases = new Map<string, Phase>();
  executions = 0;

  /** R17: an acknowledged start is the only one of its phase. */
  executed({ run, phase, attempt }: TaskOffer, agent: string, log: Buffer): void {
    const key = `${run} ${phase}`;
    const known = this.phases.get(key);
    if (known && (known.agent !== agent || known.attempt !== attempt))
      throw new Wrong(
        `the ${key} was started by ${known.agent} (attempt ${known.attempt}) and again by ${agent} (attempt ${attempt})`,
      );
    if (known) return;
    this.executions++;
    this.phases.set(key, { agent, attempt, log, acknowledged: 0, finish: "no" });
  }

  logged(offer: TaskOffer, bytes: number): void {
    this.of(offer).acknowledged = bytes;
  }

  finishing(offer: TaskOffer): void {
    const phase = this.of(offer);
    if (phase.finish === "no") phase.finish = "sent";
  }

  finished(offer: TaskOffer): void {
    this.of(offer).finish = "acknowledged";
  }

  private of({ run, phase }: TaskOffer): Phase {
    return this.phases.get(`${run} ${phase}`)!;
  }

  /**
   * Every run has ended as its agents reported, and its logs hold what was acknowledged. Forgets what was
   * compared, and returns how each run ended.
   * @param lost agents that are known to have died
   */
  async compare(
    url: string,
    token: string,
    runs: readonly string[],
    lost: ReadonlySet<string>,
  ): Promise<Map<string, string>> {
    const ends = new Map<string, string>();
    for (const id of runs) {
      const { attributes, relationships } = (await expected(200, url, "GET", `iacp/v3/runs/${id}`, token))
        .data;
      const { status, "error-message": message } = attributes;
      if (!FINAL.includes(status)) throw new Wrong(`run ${id} is stuck: ${status}`);
      const [plan, apply] = ["plan", "apply"].map((phase) => this.phases.get(`${id} ${phase}`));
      if (status === "applied") {
        if (plan?.finish === "no" || apply?.finish === "no" || !plan || !apply)
          throw new Wrong(`run ${id} is applied, but nobody has executed it to its end`);
      } else if (status === "errored") {
        // A start that was not answered was made in the name of an agent too, which the message names.
        const named = [...lost].some((agent) => message?.includes(agent));
        if (!named) throw new Wrong(`run ${id} is errored without a lost agent: ${message}`);
        if (apply?.finish === "acknowledged") throw new Wrong(`run ${id} is errored after its apply ended`);
      } else throw new Wrong(`run ${id} is ${status}, which nobody asked for`);
      await this.compareLog(url, token, `plans/${relationships.plan.data.id}`, plan);
      if (relationships.apply.data)
        await this.compareLog(url, token, `applies/${relationships.apply.data.id}`, apply);
      ends.set(id, status);
    }
    this.phases.clear();
    return ends;
  }

  private async compareLog(
    url: string,
    token: string,
    path: string,
    phase: Phase | undefined,
  ): Promise<void> {
    if (phase === undefined) return;
    const { bytes } = await request(url, "GET", `iacp/v3/${path}/output`, token);
    // A chunk that was sent and not answered may be there, or a part of it.
    if (bytes.length < phase.acknowledged || !phase.log.subarray(0, bytes.length).equals(bytes))
      throw new Wrong(
        `the log of ${path} is '${bytes}'; ${phase.acknowledged} bytes of ${phase.log} were acknowledged`,
      );
  }
}
