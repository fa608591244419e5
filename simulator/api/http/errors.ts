import type { ServerResponse } from "node:http";
import type { Logger } from "pino";
import {
  ApiError,
  badRequest,
  conflict,
  errorDocument,
  noRoute,
  tooLarge,
  unsupportedMediaType,
} from "../../core/errors.js";
import { TransitionError } from "../../core/transitions.js";
import { REQUEST_ID } from "../../platform/request-ids.js";
import { STOPPING } from "../../platform/start/listen.js";
import {
  BlobDiskError,
  BlobTooLargeError,
  DatabaseError,
  NotLeaderError,
  StoreClosedError,
  StoreFailedError,
} from "../../platform/store/index.js";
import type { Incoming, Refuse, Step } from "./steps.js";

/** An error of Express's JSON parser: its own errors have a type, those of the decompression have none. */
interface BodyError extends Error {
  readonly type?: string;
  readonly limit?: number;
}

const isBodyError = (error: unknown): error is BodyError =>
  error instanceof Error && "status" in error && "expose" in error && error.expose === true;

function fromBodyError(error: BodyError): ApiError {
  switch (error.type) {
    case "entity.too.large":
      return tooLarge(error.limit ?? 0);
    case "encoding.unsupported":
    case "charset.unsupported":
      return unsupportedMediaType(`The body's encoding is not supported: ${error.message}.`);
    case "entity.parse.failed":
      return badRequest(`The body is not valid JSON: ${error.message}`);
    default:
      return badRequest(`The body could not be read: ${error.message}.`);
  }
}

/** Errors after which a retry, possibly at another process, can succeed. */
const UNAVAILABLE = [StoreFailedError, BlobDiskError, DatabaseError, NotLeaderError];

/** The response for an error; undefined for a defect of the simulator. */
function asApiError(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof TransitionError) return conflict(error.message);
  if (error instanceof BlobTooLargeError) return tooLarge(error.limit);
  // The request was under way when the simulator was told to stop, and took longer than it waits.
  if (error instanceof StoreClosedError)
    return new ApiError(503, [{ title: "Service Unavailable", detail: STOPPING }]);
  if (UNAVAILABLE.some((kind) => error instanceof kind)) {
    return new ApiError(503, [{ title: "Service Unavailable", detail: (error as Error).message }]);
  }
  if (error instanceof URIError)
    return badRequest("The address is not valid: a part of it cannot be decoded.");
  if (isBodyError(error)) return fromBodyError(error);
  return undefined;
}

function sendDocument(
  res: ServerResponse,
  status: number,
  document: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  res.statusCode = status;
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.setHeader("Content-Type", "application/vnd.api+json");
  res.end(JSON.stringify(document));
}

/** Milliseconds that a client may continue to send a body that was rejected. */
const LINGER = 2_000;

/** Lets a client read the error while it still sends. A client that does not stop is disconnected. */
function stopListening(req: Incoming): void {
  if (req.complete) return;
  setTimeout(() => req.complete || req.socket?.destroy(), LINGER).unref();
}

/** Answers requests that no route handles. */
export const notFoundHandler: Step = (req) => {
  throw noRoute(req.method, req.originalUrl.split("?")[0]!);
};

/** Turns any thrown value into a JSON:API error document. */
export function errorHandler(log: Logger): Refuse {
  // Express knows a handler of errors by its four parameters.
  return (error, req, res, _next) => {
    const refusal = asApiError(error);
    const requestId = res.getHeader(REQUEST_ID);
    if (!refusal)
      log.error({ requestId, err: error }, "A request failed because of a defect in the simulator.");
    if (res.headersSent) {
      res.destroy();
      return;
    }
    stopListening(req);
    if (refusal) {
      sendDocument(res, refusal.status, errorDocument(refusal), refusal.headers);
      return;
    }
    const detail = `The simulator failed to handle this request; its log says why. Request id: ${requestId}.`;
    sendDocument(res, 500, { errors: [{ status: "500", title: "Internal Server Error", detail }] });
  };
}
