export { ScalrClient } from "./client.js";
export {
  baseUrlOf,
  connectionFrom,
  hostFrom,
  InvalidHostnameError,
  InvalidTokenError,
  NoHostError,
  proofFor,
  TOKEN_SOURCES,
  type TokenSource,
  tokenText,
} from "./connection.js";
export type { ApiErrorItem, Draft, Json, Many, One, Query, Ref, Relationship, Resource } from "./document.js";
export { toManyIds, toOneId } from "./document.js";
export { type ConnectionFault, ScalrApiError, ScalrConnectionError } from "./errors.js";
export type { RetryOptions, Wait } from "./retry.js";
export type { CallOptions, TransportOptions } from "./transport.js";
