import { ApiError, badRequest, conflict, invalid } from "../../core/errors.js";
import { API_PATH } from "../../core/paths.js";
import { isObject } from "../../core/values.js";
import type { Fault as ShownFault } from "../../sandbox/contract/answers.js";
import { effectOf, type Fault } from "../../sandbox/faults/fault.js";
import { type Entry, MOST_FAULTS } from "../../sandbox/faults/table.js";
import type { SandboxContext } from "./context.js";
import { parseDuration } from "./duration.js";

/** The longest delay of a request in milliseconds. */
const LONGEST_DELAY = 10 * 60_000;

const describe = ({ fault, struck }: Entry): ShownFault => ({
  ...fault,
  effect: effectOf(fault),
  struck,
  remaining: fault.count === null ? null : fault.count - struck,
});

const fail = (name: string, what: string): never => {
  throw invalid(`'${name}' must be ${what}.`, `/${name}`);
};

type Body = Readonly<Record<string, unknown>>;
type Check<T> = (value: unknown) => T | null;

/** A member of the body, or the default if it is missing or null. Rejects a value for which the check returns null. */
function member<T>(body: Body, name: string, fallback: T, check: Check<T>, what: string): T {
  const value = body[name];
  if (value === undefined || value === null) return fallback;
  return check(value) ?? fail(name, what);
}

const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Check<number> =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : null;

const MEMBERS = ["method", "path", "status", "retryAfter", "delay", "drop", "probability", "seed", "count"];

/** A path without a leading slash is relative to the scalr.io API. */
const pathOf: Check<string> = (value) => {
  if (typeof value !== "string" || value === "" || value.length > 1_000 || /[\s?#]/.test(value)) return null;
  return value.startsWith("/") ? value : `${API_PATH}/${value}`;
};

const methodOf: Check<string> = (value) =>
  typeof value === "string" && /^[a-z]{1,20}$/i.test(value) ? value.toUpperCase() : null;

const delayOf: Check<number> = (value) => {
  const ms = parseDuration(value);
  return ms === null || ms > LONGEST_DELAY ? null : ms;
};

const probabilityOf: Check<number> = (value) =>
  typeof value === "number" && value > 0 && value <= 1 ? value : null;

const dropOf: Check<"request" | "answer"> = (value) => {
  if (value === true) return "request";
  return value === "request" || value === "answer" ? value : null;
};

function decode(body: unknown): Omit<Fault, "id"> {
  if (!isObject(body)) throw badRequest("The body must be a JSON object that describes the fault.", "");
  const unknown = Object.keys(body).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined)
    throw invalid(`Unknown field '${unknown}' of a fault. Fields: ${MEMBERS.join(", ")}.`, `/${unknown}`);
  const fault: Omit<Fault, "id"> = {
    method: member(body, "method", null, methodOf, "a method such as POST"),
    path: member(
      body,
      "path",
      null,
      pathOf,
      "a path such as 'workspaces/*' or '/api/agents/**', without a query",
    ),
    status: member(body, "status", null, whole(400, 599), "a status from 400 to 599"),
    retryAfter: member(body, "retryAfter", null, whole(0, 86_400), "a number of seconds up to 86400"),
    delay: member(body, "delay", 0, delayOf, 'a time span such as "500ms" or "2s", at most ten minutes'),
    drop: member(body, "drop", null, dropOf, '"request" or "answer"'),
    probability: member(body, "probability", 1, probabilityOf, "a number above 0 and up to 1"),
    seed: member(body, "seed", null, whole(0, 0xffff_ffff), "a whole number from 0"),
    count: member(body, "count", null, whole(1), "a whole number from 1"),
  };
  if (fault.status !== null && fault.drop !== null)
    throw invalid("A fault has a 'status' or a 'drop', not both.", "/drop");
  if (fault.retryAfter !== null && fault.status === null)
    throw invalid("'retryAfter' needs a 'status'.", "/retryAfter");
  if (fault.status === null && fault.drop === null && fault.delay === 0)
    throw invalid("A fault needs a 'status', a 'drop' or a 'delay'.");
  return fault;
}

/** `GET /faults`: the active faults, with how often each was applied. */
export const listFaults = ({ faults }: SandboxContext) => ({ faults: faults.list().map(describe) });

/** `POST /faults`: adds a fault. It applies to matching requests from now on. */
export function addFault({ faults }: SandboxContext, { body }: { readonly body: unknown }) {
  const entry = faults.add(decode(body));
  if (entry === undefined)
    throw conflict(`There are already ${MOST_FAULTS} faults, the maximum. Clear some first.`);
  return describe(entry);
}

/** `DELETE /faults`: removes all faults. */
export const clearFaults = ({ faults }: SandboxContext) => ({ cleared: faults.clear() });

/** `DELETE /faults/:id`: removes one fault. */
export function removeFault({ faults }: SandboxContext, { id }: { readonly id: string }) {
  if (faults.remove(id)) return { cleared: 1 };
  const detail = `There is no fault '${id}': it was cleared, or the sandbox was restarted.`;
  throw new ApiError(404, [{ title: "Not Found", detail }]);
}
