export { baseUrlOf, InvalidHostnameError } from "./base-url.js";
export { ScalrClient } from "./client.js";
export type { ApiErrorItem, Draft, Json, One, Query, Ref, Relationship, Resource } from "./document.js";
export { toManyIds, toOneId } from "./document.js";
export { connectionFrom, DEFAULT_HOSTNAME } from "./environment.js";
export { type ConnectionFault, ScalrApiError, ScalrConnectionError } from "./errors.js";
export type { RetryOptions } from "./retry.js";
export type { CallOptions, TransportOptions } from "./transport.js";
