/**
 * The agent protocol (`/api/agents/v1`): the requests of agents and the responses of the simulator. JSON over HTTP; the agent
 * opens all connections (R15). Times are seconds. Every error is `{"errors":[{status, title, detail}]}`:
 *
 * - 401: the token is unknown or revoked. The agent stops its children and exits.
 * - 409: at registration, the name is taken by an agent that is alive (R16); for a log chunk, a gap.
 * - 410: the task's attempt is no longer current (R17). The agent drops the task; of an apply it delivers the state.
 * - 413: more than the server accepts (`Limits`).
 * - 426: at registration, the agent's version is older than the server accepts.
 */

export * from "./hooks.js";
export * from "./limits.js";
export * from "./policies.js";
export type * from "./providers.js";
export * from "./scans.js";
export type * from "./session.js";
export type * from "./tasks.js";
export type * from "./vcs.js";

export const PROTOCOL_BASE = "/api/agents/v1";
