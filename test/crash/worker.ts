import type { RegisterResponse, StartResponse, TaskOffer } from "../../agent/protocol/protocol.js";
import { type Answer, expected, request, Unsure, Wrong } from "./client.js";
import type { Journal } from "./journal.js";

const BASE = "agents/v1";

const REGISTRATION = {
  concurrency: 5,
  os: "linux",
  cpuPlatform: "linux_amd64",
  driver: "local",
  runtime: "vm",
  version: "1.0.0",
};

interface Work {
  readonly offer: TaskOffer;
  /** Null while the answer to the start is not known. */
  started: StartResponse | null;
  sent: number;
}

/**
 * An agent that speaks the protocol and executes nothing but writes down what it was told to execute. It keeps its
 * session and its tasks when the simulator dies, as real agents do, and continues where it was.
 */
export class Worker {
  private readonly works = new Map<string, Work>();

  private constructor(
    readonly id: string,
    private readonly session: string,
    private readonly journal: Journal,
  ) {}

  static async join(url: string, name: string, token: string, journal: Journal): Promise<Worker> {
    const body = { ...REGISTRATION, name };
    const joined: RegisterResponse = await expected(201, url, "POST", `${BASE}/register`, token, body);
    return new Worker(joined.agent.id, joined.sessionToken, journal);
  }

  get isIdle(): boolean {
    return this.works.size === 0;
  }

  /** Takes up what was under way, and what one poll brings. Returns how many tasks it has worked on. */
  async turn(url: string, wait: number): Promise<number> {
    const before = [...this.works.values()];
    await Promise.all(before.map((work) => this.go(url, work)));
    const { tasks } = await this.call(url, 200, "GET", `tasks?slots=5&wait=${wait}`);
    await Promise.all(
      (tasks as TaskOffer[]).map((offer) => {
        const work: Work = { offer, started: null, sent: 0 };
        this.works.set(offer.id, work);
        return this.go(url, work);
      }),
    );
    return before.length + tasks.length;
  }

  /** Tells that it is there, and drops what it is told to drop. */
  async heartbeat(url: string): Promise<void> {
    const running = [...this.works.values()].map(({ offer: { id, attempt } }) => ({ id, attempt }));
    const orders = await this.call(url, 200, "POST", "heartbeat", { status: "ready", tasks: running });
    for (const { id } of orders.drop) this.works.delete(id);
  }

  private async go(url: string, work: Work): Promise<void> {
    const { offer } = work;
    const { id, attempt, run, phase } = offer;
    if (work.started === null) {
      const answer = await this.ask(url, "POST", `tasks/${id}/start`, this.session, { attempt });
      if (answer.status === 410) return this.drop(offer);
      if (answer.status !== 200) throw new Wrong(`start of ${id}: ${answer.status} ${answer.bytes}`);
      work.started = answer.body;
    }
    const token = work.started!.jobToken;
    const text = Buffer.from(`${phase} of ${run} by ${this.id}\n${"one more line\n".repeat(20)}`);
    this.journal.executed(offer, this.id, text);
    for (const chunk of [text.subarray(0, 50), text.subarray(50)]) {
      const at = chunk.byteOffset - text.byteOffset;
      if (at < work.sent) continue;
      const path = `tasks/${id}/log?attempt=${attempt}&offset=${at}`;
      const answer = await this.ask(url, "POST", path, token, chunk);
      if (answer.status === 410) return this.drop(offer);
      if (answer.status !== 200) throw new Wrong(`log of ${id}: ${answer.status} ${answer.bytes}`);
      work.sent = at + chunk.length;
      this.journal.logged(offer, work.sent);
    }
    if (phase === "plan") {
      const path = `tasks/${id}/artifacts/plan?attempt=${attempt}`;
      const answer = await this.ask(url, "PUT", path, token, Buffer.from(`plan of ${run}`));
      if (answer.status === 410) return this.drop(offer);
      if (answer.status !== 204) throw new Wrong(`plan of ${id}: ${answer.status} ${answer.bytes}`);
    }
    const finish = {
      attempt,
      outcome: "finished",
      hasChanges: true,
      changes: { add: 1, change: 0, destroy: 0, import: 0, forget: 0 },
      error: null,
    };
    this.journal.finishing(offer);
    const answer = await this.ask(url, "POST", `tasks/${id}/finish`, token, finish);
    if (answer.status === 410) return this.drop(offer);
    if (answer.status !== 204) throw new Wrong(`finish of ${id}: ${answer.status} ${answer.bytes}`);
    this.journal.finished(offer);
    this.works.delete(id);
  }

  private drop({ id }: TaskOffer): void {
    this.works.delete(id);
  }

  private call(url: string, status: number, method: string, path: string, body?: object) {
    return expected(status, url, method, `${BASE}/${path}`, this.session, body);
  }

  private async ask(url: string, method: string, path: string, token: string, body: object): Promise<Answer> {
    const send = () => request(url, method, `${BASE}/${path}`, token, body);
    // What a failing disk refused is sent once more, as an agent would; a repeat must be harmless.
    return send().catch((error) => {
      if (error instanceof Unsure) return send();
      throw error;
    });
  }
}
