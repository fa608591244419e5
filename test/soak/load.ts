import type { StartResponse, TaskOffer } from "../../agent/protocol/protocol.js";
import type { Api } from "../api/support.js";
import { call, REGISTRATION } from "../dispatch/protocol-agent.js";
import { archive } from "../support/sandbox.js";

const WORKSPACES = 10;

/** What a sandbox goes through that is used all the time: runs with logs, plans and states, agents that come and go, changes, readers. */
export class Load {
  runs = 0;
  requests = 0;
  lost = 0;
  private agents: { readonly session: string }[] = [];
  private names = 0;

  private constructor(
    private readonly api: Api,
    private readonly environment: string,
    private readonly workspaces: readonly string[],
    private readonly poolToken: string,
    private readonly configuration: Buffer,
  ) {}

  static async begin(api: Api): Promise<Load> {
    const environment = (await api.create("environments", { name: "soak" })).id;
    const pool = (await api.create("agent-pools", { name: "soak" })).id;
    const token = (await api.create(`agent-pools/${pool}/access-tokens`)).attributes.token;
    const workspaces: string[] = [];
    for (let i = 0; i < WORKSPACES; i++) {
      const links = { environment, "agent-pool": pool };
      workspaces.push((await api.create("workspaces", { name: `w${i}`, "auto-apply": true }, links)).id);
    }
    return new Load(
      api,
      environment,
      workspaces,
      token,
      await archive({ "main.tf": "# soak\n".repeat(500) }),
    );
  }

  /** A minute of it: so many runs, each from its upload to its state. */
  async minute(number: number, runs: number): Promise<void> {
    if (number % 5 === 0) await this.changeAgents();
    for (let i = 0; i < runs; i++) await this.queue(this.workspaces[this.runs++ % WORKSPACES]!);
    for (let idle = 0; idle < 2; ) idle = (await this.work()) > 0 ? 0 : idle + 1;
    await this.churn();
    this.requests += 1;
    await this.api.send("POST", "/api/sandbox/v1/clock/advance", { by: "1m" });
  }

  private async queue(workspace: string): Promise<void> {
    const version = await this.api.create(
      "configuration-versions",
      { "auto-queue-runs": false },
      { workspace },
    );
    const uploaded = await fetch(version.links.upload!, {
      method: "PUT",
      body: new Uint8Array(this.configuration),
    });
    await uploaded.arrayBuffer();
    await this.api.create("runs", { message: `run ${this.runs}` }, { workspace });
    this.requests += 3;
  }

  /** Two new agents; the two before are gone without a word, so that R13 has something to do. */
  private async changeAgents(): Promise<void> {
    this.lost += this.agents.length;
    this.agents = [];
    for (let i = 0; i < 2; i++) {
      const body = { ...REGISTRATION, name: `agent-${++this.names}` };
      const joined = await call(this.api.url, "POST", "register", this.poolToken, body);
      this.agents.push({ session: joined.body.sessionToken });
    }
    this.requests += 2;
  }

  private async work(): Promise<number> {
    let done = 0;
    for (const { session } of this.agents) {
      const { body } = await call(this.api.url, "GET", "tasks?slots=5&wait=0", session);
      this.requests++;
      await Promise.all((body.tasks as TaskOffer[]).map((offer) => this.execute(session, offer)));
      done += body.tasks.length;
    }
    return done;
  }

  private async execute(session: string, { id, attempt, phase }: TaskOffer): Promise<void> {
    const { url } = this.api;
    const answer = await call(url, "POST", `tasks/${id}/start`, session, { attempt });
    const { jobToken } = answer.body as StartResponse;
    const task = (method: string, path: string, body?: object | Buffer) =>
      call(url, method, `tasks/${id}/${path}`, jobToken, body);
    await task("GET", `inputs/configuration?attempt=${attempt}`);
    await task("POST", `log?attempt=${attempt}&offset=0`, Buffer.from("a line of a log\n".repeat(200)));
    if (phase === "plan") await task("PUT", `artifacts/plan?attempt=${attempt}`, Buffer.alloc(8_000, "p"));
    else await task("PUT", `artifacts/state?attempt=${attempt}`, Buffer.from(this.state()));
    const changes = { add: 1, change: 0, destroy: 0, import: 0, forget: 0 };
    await task("POST", "finish", { attempt, outcome: "finished", hasChanges: true, changes, error: null });
    this.requests += 5;
  }

  private state(): string {
    const output = { value: "x".repeat(2_000), type: "string" };
    return JSON.stringify({
      version: 4,
      serial: this.requests,
      lineage: "soak",
      outputs: { o: output },
      resources: [],
    });
  }

  /** What comes and goes, and what is only read. */
  private async churn(): Promise<void> {
    const { api } = this;
    const { id } = await api.create("environments", { name: `passing-${++this.names}` });
    const pool = await api.create("agent-pools", { name: `passing-${this.names}` }, { environments: [id] });
    await api.create(`agent-pools/${pool.id}/access-tokens`);
    await api.delete("agent-pools", pool.id);
    await api.delete("environments", id);
    await api.get("runs?page[size]=100&include=plan,workspace");
    await api.get(`workspaces?filter[environment]=${this.environment}`);
    await api.send("GET", "/api/sandbox/v1/status");
    // A reader of the event stream that goes away in the middle.
    const reader = new AbortController();
    const headers = { Authorization: `Bearer ${api.token}` };
    const stream = await fetch(`${api.url}/api/sandbox/v1/events`, { headers, signal: reader.signal });
    reader.abort();
    await stream.body?.cancel().catch(() => {});
    this.requests += 10;
  }
}
