import { type ServerResponse, STATUS_CODES } from "node:http";
import { ApiError } from "../core/errors.js";
import { SANDBOX_PATH } from "../core/paths.js";
import type { Fault } from "../sandbox/faults/fault.js";
import type { FaultTable } from "../sandbox/faults/table.js";
import type { Incoming, Next, Step } from "./http/steps.js";

/** Applies injected faults to requests. The sandbox's own API is exempt, so that they can be removed. */
export function injectFaults(faults: FaultTable): Step {
  return (req, res, next) => {
    const path = req.originalUrl.split("?", 1)[0]!;
    if (path.startsWith(`${SANDBOX_PATH}/`)) {
      next();
      return;
    }
    const fault = faults.strike(req.method, path);
    if (fault === undefined) next();
    else if (fault.delay === 0) strike(fault, req, res, next);
    else later(fault.delay, res, () => strike(fault, req, res, next));
  };
}

/** Calls a function after real time has passed, unless the client has disconnected. */
function later(delay: number, res: ServerResponse, work: () => void): void {
  const timer = setTimeout(work, delay);
  res.once("close", () => clearTimeout(timer));
}

function strike(fault: Fault, req: Incoming, res: ServerResponse, next: Next): void {
  res.setHeader("X-Sandbox-Fault", fault.id);
  if (fault.drop === "request") req.socket.destroy();
  else if (fault.status !== null) next(refusal(fault));
  else {
    if (fault.drop === "answer") loseAnswer(req, res);
    next();
  }
}

function refusal({ id, status, retryAfter }: Fault): ApiError {
  const title = STATUS_CODES[status!] ?? "Error";
  const detail = `This answer was injected by fault '${id}' of the sandbox.`;
  const headers: Record<string, string> = retryAfter === null ? {} : { "Retry-After": String(retryAfter) };
  return new ApiError(status!, [{ title, detail }], headers);
}

/** The request takes effect, and the connection is closed before its response begins. */
function loseAnswer(req: Incoming, res: ServerResponse): void {
  const lose = () => {
    req.socket.destroy();
    return res;
  };
  Object.assign(res, {
    writeHead: lose,
    flushHeaders: lose,
    write: () => Boolean(lose() && false),
    end: lose,
  });
}
