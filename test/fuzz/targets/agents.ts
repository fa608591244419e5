import { startSandbox } from "../../support/sandbox.js";
import type { Chance } from "../chance.js";
import { judge, Wire } from "../exchange.js";
import type { Target, TargetKind } from "../target.js";

const REGISTRATION = {
  name: "a1",
  concurrency: 5,
  os: "linux",
  cpuPlatform: "linux_amd64",
  driver: "local",
  runtime: "vm",
  version: "1.0.0",
};
const LIFE = 600;

/** Agents that say anything at any time, with tokens that fit, fit elsewhere, or fit nowhere. */
class Agents implements Target {
  private left = 0;
  private wire!: Wire;
  private stop: () => Promise<void> = async () => {};
  private queue: () => Promise<unknown> = async () => {};
  private poolToken = "";
  private tokens: string[] = [];
  private sessions: string[] = [];
  private jobs: { id: string; attempt: number; token: string }[] = [];
  private offers: { id: string; attempt: number }[] = [];

  async run(chance: Chance, note: (what: string) => void): Promise<void> {
    if (this.left-- <= 0) await this.renew();
    if (chance.happens(0.1)) await this.queue();
    const { method, path, token, body } = this.draw(chance);
    const headers = {
      ...(token !== null && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && {
        "Content-Type": chance.happens(0.9)
          ? Buffer.isBuffer(body)
            ? "application/octet-stream"
            : "application/json"
          : "text/plain",
      }),
    };
    note(`${method} ${path} ${JSON.stringify(headers)} ${String(body)}`);
    const answer = await this.wire.send(method, `/api/agents/v1/${path}`, headers, body);
    judge(answer);
    if (answer.status >= 300 || !answer.text.startsWith("{")) return;
    const { sessionToken, jobToken, tasks } = JSON.parse(answer.text);
    if (sessionToken) this.sessions.push(sessionToken);
    if (tasks) this.offers.push(...tasks);
    if (jobToken) this.jobs.push({ ...this.offers.at(-1)!, token: jobToken });
  }

  private draw(chance: Chance) {
    const session = this.sessions.at(-1) ?? null;
    const job = this.jobs.at(-1) ?? { id: "task-x", attempt: 1, token: "x" };
    const offer = this.offers.at(-1) ?? job;
    const refs = chance.times(3, () => ({ id: job.id, attempt: job.attempt }));
    const n = () => chance.pick([0, 1, 2, 30, -1, 1e9, "x", "", "1.5", chance.text()]);
    const query = (names: readonly string[]) =>
      names
        .map((name) => `${name}=${encodeURIComponent(String(n()).replace(/[\ud800-\udfff]/gu, "x"))}`)
        .join("&");
    const json = (value: object) =>
      JSON.stringify(
        chance.happens(0.5) ? value : chance.happens(0.8) ? chance.nearly(value) : chance.json(),
      );
    const attempt = chance.happens(0.85) ? job.attempt : n();
    const changes = { add: 1, change: 0, destroy: 0, import: 0, forget: 0 };
    const report = {
      attempt: job.attempt,
      outcome: chance.pick(["finished", "errored", "canceled"]),
      hasChanges: chance.happens(0.5),
      changes,
      error: null,
    };
    const calls = [
      {
        method: "POST",
        path: "register",
        token: this.poolToken,
        body: json({ ...REGISTRATION, name: `a${chance.below(4)}` }),
      },
      {
        method: "POST",
        path: "heartbeat",
        token: session,
        body: json({ status: chance.pick(["ready", "draining", "errored"]), errorMessage: "e", tasks: refs }),
      },
      { method: "GET", path: `tasks?slots=${chance.between(0, 5)}&wait=0`, token: session },
      { method: "GET", path: `tasks?slots=5&wait=0`, token: session },
      { method: "GET", path: `tasks?slots=${query(["wait"]).slice(5)}&wait=0`, token: session },
      {
        method: "POST",
        path: `tasks/${offer.id}/start`,
        token: session,
        body: json({ attempt: offer.attempt }),
      },
      {
        method: "POST",
        path: `tasks/${offer.id}/start`,
        token: session,
        body: JSON.stringify({ attempt: offer.attempt }),
      },
      {
        method: "GET",
        path: `tasks/${job.id}/inputs/${chance.pick(["configuration", "state", "plan", "__proto__"])}?attempt=${typeof attempt === "number" ? attempt : "x"}`,
        token: job.token,
      },
      {
        method: "POST",
        path: `tasks/${job.id}/log?attempt=${job.attempt}&${query(["offset"])}`,
        token: job.token,
        body: chance.bytes(200),
      },
      {
        method: "POST",
        path: `tasks/${job.id}/log?attempt=${job.attempt}&offset=0`,
        token: job.token,
        body: chance.bytes(200),
      },
      {
        method: "PUT",
        path: `tasks/${job.id}/artifacts/${chance.pick(["plan", "plan-json", "state", "constructor"])}?attempt=${job.attempt}`,
        token: job.token,
        body: chance.happens(0.5)
          ? chance.bytes(300)
          : json({
              version: 4,
              serial: 1,
              lineage: "l",
              resources: [{ type: "t", name: "n", provider: "p", mode: "managed", instances: [{}] }],
              outputs: { o: { value: 1, type: "number" } },
            }),
      },
      { method: "POST", path: `tasks/${job.id}/finish`, token: job.token, body: json(report) },
      ...(chance.happens(0.2)
        ? [{ method: "POST", path: "deregister", token: session, body: json({ tasks: refs }) }]
        : []),
      {
        method: chance.pick(["PUT", "DELETE", "PATCH"]),
        path: chance.pick(["tasks", "register", "nothing", "tasks/%zz/start"]),
        token: session,
      },
    ];
    const call: { method: string; path: string; token: string | null; body?: string | Buffer } =
      chance.pick(calls);
    if (chance.happens(0.1))
      return { ...call, token: chance.pick([...this.tokens, session, job.token, null, "x"]) };
    return call;
  }

  private async renew(): Promise<void> {
    await this.close();
    const sandbox = await startSandbox({ logLevel: "silent" });
    const environment = await sandbox.environment("e");
    const pool = await sandbox.pool("p");
    this.poolToken = await sandbox.poolToken(pool.id);
    const workspaces: string[] = [];
    for (let i = 0; i < 3; i++) {
      const workspace = await sandbox.workspace(`w${i}`, environment.id, { "auto-apply": i > 0 }, pool.id);
      await sandbox.upload(workspace.id, { "main.tf": "" });
      workspaces.push(workspace.id);
    }
    let next = 0;
    this.queue = () => sandbox.run(workspaces[next++ % workspaces.length]!);
    this.stop = () => sandbox.close();
    this.wire = new Wire(sandbox.url);
    this.tokens = [this.poolToken, sandbox.token];
    this.sessions = [];
    this.jobs = [];
    this.offers = [];
    this.left = LIFE;
  }

  async close(): Promise<void> {
    this.wire?.close();
    await this.stop();
  }
}

export const agents: TargetKind = {
  name: "agent protocol",
  share: 10,
  limit: 40_000,
  start: () => new Agents(),
};
