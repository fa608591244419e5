// Agents and the people who queue runs, in a process beside the simulator: each agent has an open poll on a connection of its own, and heartbeats.
import { serve } from "../shared/child.mjs";
import { Connection, message } from "../shared/client.mjs";
import { median, quantile } from "../shared/figures.mjs";
import { register } from "../shared/population.mjs";

const PROTOCOL = "/api/agents/v1";
/** Agents that join at the same time. */
const JOINING = 32;
/**
 * Connections for all that agents send besides their polls. Real agents have one each and keep it; 10,000 more would need more open
 * files than most systems allow. Each of these is used at least once a second, so none idles.
 */
const LINES = 1000;
/** Milliseconds for which an idle connection is kept, as agents keep theirs: less than the simulator, which keeps them for 75 s. */
const KEPT = 60_000;
/** Connections that queue runs. */
const QUEUING = 16;
/** Seconds between two heartbeats, and for which a poll stays open, as the simulator tells real agents. */
const [HEARTBEAT, POLL] = [10, 30];
/** What a real run logs at least. */
const LOG = Buffer.from("Executed by nothing: this agent is simulated.\n").toString("base64");

let simulator;
let agents = [];
let lines = [];
let isOver = false;
const failures = [];
/** When each run that has not started was queued, in milliseconds. */
const queued = new Map();
let waits = [];

const failed = (error) => {
  if (!isOver) failures.push(String(error?.message ?? error));
};

/** A connection whose requests follow each other. */
class Line {
  last = Promise.resolve();

  constructor(port) {
    this.connection = new Connection(port, KEPT);
  }

  ask(method, path, options) {
    const asked = this.last.then(() => this.connection.json(method, path, options));
    this.last = asked.catch(() => {});
    return asked;
  }
}

class Agent {
  static async join(token, name, line) {
    const agent = new Agent();
    agent.session = (await register(simulator.url, token, name)).sessionToken;
    agent.polling = await Connection.open(simulator.port, KEPT);
    agent.line = line;
    return agent;
  }

  async poll() {
    const path = `${PROTOCOL}/tasks?slots=5&wait=${POLL}`;
    while (!isOver) {
      const { tasks } = await this.polling.json("GET", path, { token: this.session });
      for (const offer of tasks) await this.execute(offer);
    }
  }

  async execute({ id, attempt, run }) {
    const path = `${PROTOCOL}/tasks/${id}`;
    const { jobToken } = await this.line.ask("POST", `${path}/start`, {
      token: this.session,
      body: { attempt },
    });
    const since = queued.get(run);
    queued.delete(run);
    if (since !== undefined) waits.push(performance.now() - since);
    const report = { attempt, outcome: "finished", hasChanges: false, changes: null, error: null };
    const attached = { artifacts: {}, log: { offset: 0, chunk: LOG } };
    await this.line.ask("POST", `${path}/finish`, { token: jobToken, body: { ...report, attached } });
  }

  async beat() {
    const body = { status: "ready", tasks: [] };
    await this.line.ask("POST", `${PROTOCOL}/heartbeat`, { token: this.session, body });
  }
}

/** Lets agents join; each then has its open poll, and its heartbeats at times of its own. */
async function join({ where, token, count }) {
  simulator = where;
  lines = Array.from({ length: Math.min(LINES, count) }, () => new Line(simulator.port));
  let next = 0;
  const some = async () => {
    while (next < count) {
      const n = next++;
      agents[n] = await Agent.join(token, `fleet-${n}`, lines[n % lines.length]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(JOINING, count) }, some));
  for (const [n, agent] of agents.entries()) {
    agent.poll().catch(failed);
    const beat = () => void agent.beat().catch(failed);
    setTimeout(
      () => {
        beat();
        agent.timer = setInterval(beat, HEARTBEAT * 1000);
      },
      (n / count) * HEARTBEAT * 1000,
    );
  }
}

/** Queues dry runs at a rate, one workspace after the other. Resolves with the waits, and what was not started at the end. */
async function run({ workspaces, rate, seconds }) {
  waits = [];
  const connections = await Promise.all(
    Array.from({ length: QUEUING }, () => Connection.open(simulator.port, KEPT)),
  );
  const total = Math.round(rate * seconds);
  const started = performance.now();
  let sent = 0;
  const queue = async (connection) => {
    while (sent < total) {
      const n = sent++;
      const due = started + (n / rate) * 1000;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const asked = performance.now();
      const workspace = { data: { type: "workspaces", id: workspaces[n % workspaces.length] } };
      const body = { data: { type: "runs", attributes: { "is-dry": true }, relationships: { workspace } } };
      const bytes = message("POST", "/api/iacp/v3/runs", {
        token: simulator.token,
        type: "application/vnd.api+json",
        body,
      });
      const answer = await connection.send(bytes);
      if (answer.status !== 201) throw new Error(`A run was answered ${answer.status}: ${answer.body}`);
      const { id } = JSON.parse(answer.body).data;
      queued.set(id, asked);
    }
  };
  await Promise.all(connections.map(queue));
  const milliseconds = performance.now() - started;
  for (const connection of connections) connection.close();
  const backlog = queued.size;
  return {
    rate: (total / milliseconds) * 1000,
    backlog,
    started: waits.length,
    median: waits.length === 0 ? null : median(waits),
    p99: waits.length === 0 ? null : quantile(waits, 0.99),
    longest: Math.max(0, ...waits.slice(-100_000)),
    failures: failures.splice(0).slice(0, 5),
  };
}

serve({
  join,
  run,
  close() {
    isOver = true;
    for (const agent of agents) {
      clearInterval(agent.timer);
      agent.polling.close();
    }
    for (const { connection } of lines) connection.close();
    [agents, lines] = [[], []];
  },
});
