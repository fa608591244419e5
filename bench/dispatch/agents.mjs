import { Connection } from "../shared/client.mjs";
import { register } from "../shared/population.mjs";

const PROTOCOL = "/api/agents/v1";

/**
 * An agent that speaks the whole protocol and does no work: it polls, starts what it is offered and reports it finished at once.
 * One connection is its poll's, the other one is for its tasks. It ends when it has done `quota` runs.
 */
class SimulatedAgent {
  #session;
  #polling;
  #working;
  #options;
  #isOver = false;

  static async join({ url, port }, token, options) {
    const agent = new SimulatedAgent();
    agent.#options = options;
    agent.#session = (await register(url, token, options.name, options.slots)).sessionToken;
    agent.#polling = await Connection.open(port);
    agent.#working = await Connection.open(port);
    return agent;
  }

  async work(onFinished) {
    let left = this.#options.quota;
    while (!this.#isOver && left > 0) {
      const path = `${PROTOCOL}/tasks?slots=${Math.min(left, this.#options.slots)}&wait=30`;
      const { tasks } = await this.#polling.json("GET", path, { token: this.#session });
      for (const offer of tasks) await this.#execute(offer, onFinished);
      left -= tasks.length;
    }
  }

  async #execute({ id, attempt, run }, onFinished) {
    const path = `${PROTOCOL}/tasks/${id}`;
    const start = { token: this.#session, body: { attempt } };
    const { jobToken } = await this.#working.json("POST", `${path}/start`, start);
    const startedAt = performance.now();
    const report = { attempt, outcome: "finished", hasChanges: false, changes: null, error: null };
    await this.#working.json("POST", `${path}/finish`, { token: jobToken, body: report });
    onFinished(run, startedAt);
  }

  leave() {
    this.#isOver = true;
    this.#polling.close();
    this.#working.close();
  }
}

/** Some agents, and a way to wait until they have done a number of runs. */
export class Crew {
  #agents = [];
  #work = null;
  #started = new Map();
  #wanted = null;

  /** `quota`: how many runs each agent does; without an end when absent. */
  static async join(simulator, token, count, { slots, name, quota = Number.POSITIVE_INFINITY }) {
    const crew = new Crew();
    for (let n = 0; n < count; n++)
      crew.#agents.push(await SimulatedAgent.join(simulator, token, { slots, quota, name: `${name}-${n}` }));
    return crew;
  }

  /** Begins to work; resolves when all agents have reached their quota. */
  work() {
    this.#work = Promise.all(this.#agents.map((agent) => agent.work((run, at) => this.#note(run, at))));
    // Whoever waits for runs hears of a failure.
    this.#work.catch(() => {});
    return this.#work;
  }

  /** Resolves with when each run was started, once `count` more are finished. */
  finishedRuns(count) {
    this.#started = new Map();
    const all = new Promise((resolve) => {
      this.#wanted = { count, resolve };
    });
    return Promise.race([all, this.#work.then(() => all)]);
  }

  leave() {
    for (const agent of this.#agents) agent.leave();
  }

  #note(run, at) {
    this.#started.set(run, at);
    if (this.#wanted === null || this.#started.size < this.#wanted.count) return;
    const { resolve } = this.#wanted;
    this.#wanted = null;
    resolve(this.#started);
  }
}
