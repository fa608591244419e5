import { expect, onTestFinished } from "vitest";
import type { StartResponse, TaskOffer, TasksResponse } from "../../agent/protocol/protocol.js";
import { createTokenService } from "../../simulator/access/tokens.js";
import type { Sandbox } from "../support/sandbox.js";

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was answered.
  readonly body: any;
}

/** One call of the agent protocol, as any HTTP client would make it. */
export async function call(
  url: string,
  method: string,
  path: string,
  token: string | null,
  body?: object | Buffer | string,
  signal?: AbortSignal,
): Promise<Reply> {
  const isBytes = Buffer.isBuffer(body) || typeof body === "string";
  const response = await fetch(`${url}/api/agents/v1/${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && {
        "Content-Type": isBytes ? "application/octet-stream" : "application/json",
      }),
    },
    ...(body !== undefined && { body: isBytes ? (body as string) : JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await response.text();
  return { status: response.status, body: text.startsWith("{") ? JSON.parse(text) : text };
}

export const REGISTRATION = {
  name: "a1",
  concurrency: 5,
  os: "linux",
  cpuPlatform: "linux_amd64",
  driver: "local",
  runtime: "vm",
  version: "1.0.0",
};

/** A task that was started, with its own token. */
export class StartedTask {
  constructor(
    private readonly url: string,
    readonly offer: TaskOffer,
    readonly info: StartResponse,
  ) {}

  call = (method: string, path: string, body?: object | Buffer | string): Promise<Reply> =>
    call(this.url, method, `tasks/${this.offer.id}/${path}`, this.info.jobToken, body);

  log = (offset: number, text: string | Buffer): Promise<Reply> =>
    this.call("POST", `log?attempt=${this.offer.attempt}&offset=${offset}`, text);

  put = (kind: string, content: string | Buffer): Promise<Reply> =>
    this.call("PUT", `artifacts/${kind}?attempt=${this.offer.attempt}`, content);

  finish = (report: object = {}): Promise<Reply> =>
    this.call("POST", "finish", {
      attempt: this.offer.attempt,
      outcome: "finished",
      hasChanges: true,
      changes: { add: 1, change: 0, destroy: 0, import: 0, forget: 0 },
      error: null,
      ...report,
    });
}

/** Speaks the agent protocol step by step, so that a test decides what an agent does and when. */
export class ProtocolAgent {
  private open: AbortController | null = null;

  private constructor(
    readonly url: string,
    readonly id: string,
    readonly name: string,
    readonly session: string,
    readonly heartbeatInterval: number,
  ) {}

  static async join(sandbox: Sandbox, token: string, options: object = {}): Promise<ProtocolAgent> {
    const { url } = sandbox.simulator;
    const { status, body } = await call(url, "POST", "register", token, { ...REGISTRATION, ...options });
    expect(status, JSON.stringify(body)).toBe(201);
    const agent = new ProtocolAgent(
      url,
      body.agent.id,
      body.agent.name,
      body.sessionToken,
      body.heartbeatInterval,
    );
    onTestFinished(() => agent.disconnect());
    return agent;
  }

  call = (method: string, path: string, body?: object): Promise<Reply> =>
    call(this.url, method, path, this.session, body);

  /** Asks for work; `wait` 0 gives what is there now. The poll ends with the test or with `disconnect`. */
  poll(slots = 5, wait = 30): Promise<TasksResponse> {
    const open = new AbortController();
    this.open = open;
    const path = `tasks?slots=${slots}&wait=${wait}`;
    const answer = call(this.url, "GET", path, this.session, undefined, open.signal).then(
      ({ status, body }) => {
        expect(status, JSON.stringify(body)).toBe(200);
        return body as TasksResponse;
      },
    );
    // One that is broken off by the end of its test is nobody's failure.
    answer.catch(() => {});
    return answer;
  }

  /** Opens a poll and resolves when the server has surely seen it; the poll itself is `answer`. */
  async opened(slots = 5, report: object = {}): Promise<{ readonly answer: Promise<TasksResponse> }> {
    const answer = this.poll(slots);
    for (let i = 0; i < 3; i++) await this.heartbeat(report);
    return { answer };
  }

  /** A poll that nobody waits for: it keeps the agent in contact until `disconnect`. */
  stayConnected(slots = 0): void {
    void this.poll(slots).then(
      () => this.stayConnected(slots),
      () => {},
    );
  }

  /** Breaks the connection as a killed agent would, and waits until the simulator has noticed (R13). */
  async lose(sandbox: Sandbox): Promise<void> {
    // A poll may be answered at once, with an order; what a killed agent leaves behind is one that is open.
    let open = false;
    while (!open) {
      const { answer } = await this.opened(0);
      open = true;
      const answered = answer.then(() => {
        open = false;
      });
      // Answers that are under way come in before one that is asked for now.
      await this.heartbeat();
      if (!open) continue;
      this.disconnect();
      await answered.catch(() => {});
    }
    for (let look = 0; look < 200; look++) {
      await sandbox.advance(1);
      const { attributes } = await sandbox.read("agents", this.id);
      if (Date.parse(attributes["last-seen-at"]) < sandbox.simulator.clock.now()) return;
    }
    throw new Error(`The simulator did not notice that ${this.name} is gone.`);
  }

  /** Breaks the connection. */
  disconnect(): void {
    this.open?.abort();
  }

  heartbeat = (report: object = {}): Promise<Reply> =>
    this.call("POST", "heartbeat", { status: "ready", tasks: [], ...report });

  /** Polls until it is offered a task. */
  async offered(slots = 5): Promise<TaskOffer> {
    const { tasks } = await this.poll(slots);
    if (tasks[0] === undefined) throw new Error(`Agent ${this.name} was offered nothing.`);
    return tasks[0];
  }

  async start(offer: TaskOffer): Promise<StartedTask> {
    const { status, body } = await this.call("POST", `tasks/${offer.id}/start`, { attempt: offer.attempt });
    expect(status, JSON.stringify(body)).toBe(200);
    return new StartedTask(this.url, offer, body);
  }

  /** Waits for a task and starts it. */
  work = async (slots = 5): Promise<StartedTask> => this.start(await this.offered(slots));
}

/** A token of any pool, the Scalr runners' included, whose tokens the API gives nobody. */
export function issueToken({ simulator }: Sandbox, pool: string): string {
  const { store, clock, url } = simulator;
  const tokens = createTokenService(() => url);
  return store.transact((tx) => tokens.issue(tx, clock.now(), { kind: "pool", owner: pool }).secret);
}

/** The pool of the Scalr runners (R1). */
export const runnersPool = ({ simulator }: Sandbox): string =>
  simulator.store.find("agent-pools", "managed", simulator.accountId)[0]!.id;

export interface Place {
  readonly environment: string;
  readonly pool: string;
  readonly token: string;
}

let count = 0;

/** An environment and a pool of their own, with a token. */
export async function place(sandbox: Sandbox): Promise<Place> {
  const suffix = ++count;
  const environment = await sandbox.environment(`env-${suffix}`);
  const pool = await sandbox.pool(`pool-${suffix}`);
  return { environment: environment.id, pool: pool.id, token: await sandbox.poolToken(pool.id) };
}

/** A workspace linked to the place's pool, with a configuration to run. */
export async function readyWorkspace(
  sandbox: Sandbox,
  { environment, pool }: Place,
  attributes: object = {},
): Promise<string> {
  const workspace = await sandbox.workspace(`ws-${++count}`, environment, attributes, pool);
  await sandbox.upload(workspace.id, { "main.tf": "" });
  return workspace.id;
}
