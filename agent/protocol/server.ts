/** The calls of the agent protocol, one method each. */
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { HttpClient, type ServerAddress } from "./http.js";
import {
  type ArtifactKind,
  type CheckingRequest,
  type DeregisterRequest,
  type FinishRequest,
  type HeartbeatRequest,
  type HeartbeatResponse,
  type InputKind,
  type LateStateResponse,
  type LogResponse,
  PROTOCOL_BASE,
  type RegisterRequest,
  type RegisterResponse,
  type StartRequest,
  type StartResponse,
  type TaskRef,
  type TasksResponse,
  type VcsFinishRequest,
  type VcsPollRequest,
  type VcsPollResponse,
} from "./protocol.js";

const HEARTBEAT_PATIENCE = 20_000;

/**
 * The requests of an agent, with its pool token or its session (R15, R16). Each method sends one request, and throws an HttpError
 * if that is rejected.
 */
export class Server {
  private readonly http: HttpClient;

  constructor(address: ServerAddress) {
    this.http = new HttpClient(address);
  }

  register(poolToken: string, request: RegisterRequest): Promise<RegisterResponse> {
    return this.http.json({
      method: "POST",
      path: `${PROTOCOL_BASE}/register`,
      token: poolToken,
      body: request,
    });
  }

  heartbeat(session: string, request: HeartbeatRequest): Promise<HeartbeatResponse> {
    return this.http.json({
      method: "POST",
      path: `${PROTOCOL_BASE}/heartbeat`,
      token: session,
      body: request,
      patience: HEARTBEAT_PATIENCE,
    });
  }

  /** `awaiting`: the answer to a poll before this one is still awaited, and will be handled. */
  poll(session: string, slots: number, wait: number, awaiting: boolean): Promise<TasksResponse> {
    return this.http.json({
      method: "GET",
      path: `${PROTOCOL_BASE}/tasks?slots=${slots}&wait=${wait}${awaiting ? "&awaiting=1" : ""}`,
      token: session,
      patience: wait * 1_000 + HEARTBEAT_PATIENCE,
    });
  }

  /** `holds`: inputs that the answer need not bring. */
  start(session: string, { id, attempt }: TaskRef, holds: readonly InputKind[] = []): Promise<StartResponse> {
    const body: StartRequest = { attempt, ...(holds.length > 0 && { holds }) };
    return this.http.json({ method: "POST", path: taskPath(id, "start"), token: session, body });
  }

  /** Gives a task back that was handed out and is not started. */
  giveBack(session: string, { id, attempt }: TaskRef): Promise<void> {
    return this.http.json({
      method: "POST",
      path: taskPath(id, "return"),
      token: session,
      body: { attempt },
    });
  }

  vcsPoll(session: string, request: VcsPollRequest): Promise<VcsPollResponse> {
    return this.http.json({
      method: "POST",
      path: `${PROTOCOL_BASE}/vcs/poll`,
      token: session,
      body: request,
      patience: request.wait * 1_000 + HEARTBEAT_PATIENCE,
    });
  }

  vcsArchive(session: string, { id, attempt }: TaskRef, body: Readable): Promise<void> {
    const path = `${PROTOCOL_BASE}/vcs/tasks/${encodeURIComponent(id)}/archive?attempt=${attempt}`;
    return this.http.json({ method: "PUT", path, token: session, body });
  }

  vcsFinish(session: string, id: string, body: VcsFinishRequest): Promise<void> {
    const path = `${PROTOCOL_BASE}/vcs/tasks/${encodeURIComponent(id)}/finish`;
    return this.http.json({ method: "POST", path, token: session, body });
  }

  deregister(session: string, request: DeregisterRequest): Promise<void> {
    return this.http.json({
      method: "POST",
      path: `${PROTOCOL_BASE}/deregister`,
      token: session,
      body: request,
    });
  }

  /** The calls about one started task. */
  job(token: string, { id, attempt }: TaskRef): Job {
    return new Job(this.http, token, id, attempt);
  }

  close(): void {
    this.http.close();
  }
}

const taskPath = (id: string, rest: string) => `${PROTOCOL_BASE}/tasks/${encodeURIComponent(id)}/${rest}`;

/**
 * The requests of one attempt at a task, with the task's own token (R17). They are rejected with 410 when the attempt is no
 * longer current.
 */
export class Job {
  constructor(
    private readonly http: HttpClient,
    private readonly token: string,
    private readonly id: string,
    private readonly attempt: number,
  ) {}

  input(kind: InputKind): Promise<IncomingMessage> {
    return this.http.open({
      method: "GET",
      path: taskPath(this.id, `inputs/${kind}?attempt=${this.attempt}`),
      token: this.token,
    });
  }

  /** The files of the repository of a registry hook, or of the external checks of an integration with Checkov. */
  tree(of: "hooks" | "checks", id: string): Promise<IncomingMessage> {
    return this.http.open({
      method: "GET",
      path: taskPath(this.id, `${of}/${encodeURIComponent(id)}?attempt=${this.attempt}`),
      token: this.token,
    });
  }

  log(offset: number, chunk: Buffer): Promise<LogResponse> {
    return this.http.json({
      method: "POST",
      path: taskPath(this.id, `log?attempt=${this.attempt}&offset=${offset}`),
      token: this.token,
      body: chunk,
    });
  }

  artifact(kind: ArtifactKind, body: Buffer | Readable, query = ""): Promise<void> {
    return this.http.json({
      method: "PUT",
      path: taskPath(this.id, `artifacts/${kind}?attempt=${this.attempt}${query}`),
      token: this.token,
      body,
    });
  }

  /** A state with a lower order than one that was sent changes nothing. */
  state(body: Buffer, order: number): Promise<void> {
    return this.artifact("state", body, `&order=${order}`);
  }

  /** The state of an apply that the server has given up. */
  lateState(body: Buffer): Promise<LateStateResponse> {
    return this.http.json({
      method: "PUT",
      path: taskPath(this.id, `late-state?attempt=${this.attempt}`),
      token: this.token,
      body,
    });
  }

  /** The plan is made, and its policies are evaluated. */
  checking(): Promise<void> {
    return this.http.json({
      method: "POST",
      path: taskPath(this.id, "checking"),
      token: this.token,
      body: { attempt: this.attempt } satisfies CheckingRequest,
    });
  }

  finish(report: Omit<FinishRequest, "attempt">): Promise<void> {
    return this.http.json({
      method: "POST",
      path: taskPath(this.id, "finish"),
      token: this.token,
      body: { ...report, attempt: this.attempt } satisfies FinishRequest,
    });
  }
}
