import { AsyncLocalStorage } from "node:async_hooks";

/** On whose behalf a request acts: the owner of its token. */
export interface Actor {
  readonly type: "users" | "service-accounts" | "agent-pools" | "agents";
  readonly id: string;
  /** Id of the access token; null for the token of one task. */
  readonly token: string | null;
}

/** The request that caused a change. */
export interface Cause {
  readonly method: string;
  /** Without its query, which may hold secrets. */
  readonly path: string;
  /** What the answer carries as `X-Request-Id`. */
  readonly requestId: string;
  /** Known once the request's token is. */
  actor: Actor | null;
  /** False once the request is answered: what happens later by a timer that it started is not its doing. */
  readonly open: boolean;
}

const causes = new AsyncLocalStorage<Cause>();

/** Runs the handler of a request. All its commits, also those after an await, have this cause. */
export function causedBy<R>(cause: Cause, work: () => R): R {
  return causes.run(cause, work);
}

/** The current request; null for changes that the sandbox makes itself: deadlines, start and stop. */
export function currentCause(): Cause | null {
  const cause = causes.getStore();
  return cause?.open ? cause : null;
}

const OWNERS = {
  user: "users",
  "service-account": "service-accounts",
  pool: "agent-pools",
  agent: "agents",
} as const;

/** Sets the owner of the current request's token. */
export function calledWith(token: {
  readonly kind: keyof typeof OWNERS;
  readonly owner: string;
  readonly id: string;
}) {
  const cause = causes.getStore();
  if (cause) cause.actor = { type: OWNERS[token.kind], id: token.owner, token: token.id };
}

/** Sets the agent whose task the current request is about, which has the task's own token. */
export function calledByAgent(agent: string | null): void {
  const cause = causes.getStore();
  if (cause && agent !== null) cause.actor = { type: "agents", id: agent, token: null };
}
