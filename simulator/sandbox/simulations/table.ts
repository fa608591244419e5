import { newId } from "../../core/ids.js";
import type { SimulatedWorkload, SimulationProgress, SimulationSummary } from "../contract/answers.js";
import type { FromSimulation, ToSimulation } from "./messages.js";
import { SimulationProcess } from "./process.js";

/** The most simulations that are kept. A new one removes the oldest. */
const KEPT = 5;
/** Real milliseconds after which a simulation is stopped. */
const LONGEST = 15 * 60_000;

/** A simulation with its results so far. */
export interface SimulationShown extends SimulationSummary {
  readonly target: string | null;
  /** The figures of each design that was simulated; the last one is partial where it was interrupted. */
  readonly results: readonly object[];
  readonly answers: readonly object[];
}

/** The order is invalid: the message, and the invalid member. */
export interface Refusal {
  readonly message: string;
  readonly field: string | null;
}

class Simulated {
  readonly id = newId("sim");
  state: SimulationSummary["state"] = "running";
  message: string | null = null;
  designs: readonly string[] = [];
  workload: SimulatedWorkload | null = null;
  progress: SimulationProgress | null = null;
  results: object[] = [];
  answers: readonly object[] = [];
  process: SimulationProcess | null = null;
  /** Why it was told to stop. */
  stopped: string | null = null;
  timer: NodeJS.Timeout | undefined;

  constructor(readonly target: string | null) {}

  get summary(): SimulationSummary {
    const { id, state, message, designs, workload, progress } = this;
    return { id, state, message, designs, workload, progress };
  }
}

/** The simulations of fleets. They run one at a time, each in a process of its own, and are kept in memory. */
export class Simulations {
  private readonly all = new Map<string, Simulated>();
  private readonly followers = new Set<(simulation: SimulationSummary) => void>();

  /** What was started and not forgotten, the oldest first. */
  list(): readonly SimulationSummary[] {
    return [...this.all.values()].map(({ summary }) => summary);
  }

  find(id: string): SimulationShown | undefined {
    const found = this.all.get(id);
    if (found === undefined) return undefined;
    const { target, results, answers } = found;
    return { ...found.summary, target, results, answers };
  }

  /** The one that is under way. */
  get running(): SimulationSummary | undefined {
    return this.list().find(({ state }) => state === "running");
  }

  /** Starts one, and resolves when its order was understood, or says why it was not. Only one may be under way. */
  start(brief: Iterable<ToSimulation>, target: string | null): Promise<SimulationSummary | Refusal> {
    const simulated = new Simulated(target);
    this.all.set(simulated.id, simulated);
    return new Promise((resolve) => {
      simulated.process = new SimulationProcess(brief, {
        told: (message) => {
          this.take(simulated, message);
          if (message.kind === "accepted") resolve(simulated.summary);
          if (message.kind === "refused") {
            if (simulated.designs.length === 0) this.all.delete(simulated.id);
            resolve({ message: message.message, field: message.field });
          }
        },
        ended: (problem) => {
          this.end(simulated, problem);
          resolve(simulated.summary);
        },
      });
      const minutes = LONGEST / 60_000;
      const why = `It was stopped after ${minutes} minutes. Simulate fewer runs or designs at once.`;
      simulated.timer = setTimeout(() => this.stop(simulated, why), LONGEST);
      simulated.timer.unref();
      this.prune();
    });
  }

  /** Stops one that is under way; what it has found so far stays. Returns whether there is one of that id. */
  cancel(id: string): boolean {
    const simulated = this.all.get(id);
    if (simulated?.state === "running") this.stop(simulated, "It was canceled.");
    return simulated !== undefined;
  }

  /** Forgets one, and ends it where it is under way. Returns whether there was one of that id. */
  async forget(id: string): Promise<boolean> {
    const simulated = this.all.get(id);
    if (simulated === undefined) return false;
    this.all.delete(id);
    await simulated.process?.kill();
    return true;
  }

  /** Calls back whenever one has got on. Returns what ends it. */
  follow(tell: (simulation: SimulationSummary) => void): () => void {
    this.followers.add(tell);
    return () => this.followers.delete(tell);
  }

  async close(): Promise<void> {
    this.followers.clear();
    await Promise.all([...this.all.keys()].map((id) => this.forget(id)));
  }

  private stop(simulated: Simulated, why: string): void {
    simulated.stopped ??= why;
    simulated.process?.cancel();
  }

  private take(simulated: Simulated, message: FromSimulation): void {
    switch (message.kind) {
      case "accepted":
        simulated.designs = message.designs;
        break;
      case "workload":
        simulated.workload = message.workload;
        break;
      case "progress":
        simulated.progress = message.progress;
        break;
      case "figures":
        simulated.results.push(message.figures);
        break;
      case "done":
        simulated.answers = message.answers;
        simulated.state = message.interrupted ? "canceled" : "done";
        break;
      case "refused":
        // Found out after it was accepted, such as a fault on the trace's last line.
        simulated.state = "failed";
        simulated.message = message.message;
        break;
      case "ready":
        return;
    }
    if (message.kind !== "done") this.tell(simulated);
  }

  private end(simulated: Simulated, problem: string | null): void {
    clearTimeout(simulated.timer);
    simulated.process = null;
    if (simulated.state === "canceled" || (problem !== null && simulated.stopped !== null)) {
      simulated.state = "canceled";
      simulated.message = simulated.stopped;
    } else if (problem !== null) {
      simulated.state = "failed";
      simulated.message = problem;
    }
    this.tell(simulated);
  }

  private tell(simulated: Simulated): void {
    if (!this.all.has(simulated.id)) return;
    for (const follower of this.followers) follower(simulated.summary);
  }

  private prune(): void {
    const over = [...this.all.values()].filter(({ state }) => state !== "running");
    for (const { id } of over.slice(0, Math.max(0, this.all.size - KEPT))) this.all.delete(id);
  }
}
