import type { ServerResponse } from "node:http";
import { badRequest, invalid } from "../../core/errors.js";
import { faultOfName, isObject } from "../../core/values.js";
import { readJson } from "../http/body.js";
import type { AgentRequest } from "./route.js";

type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON object of at most `limit` bytes, by default the limit of all requests. @throws ApiError 400, 413 */
export async function readFields(req: AgentRequest, res: ServerResponse, limit?: number): Promise<Fields> {
  const body = await readJson(req, res, limit);
  if (!isObject(body)) throw badRequest("The body must be a JSON object.");
  return body;
}

/** @throws ApiError 422 */
export function textField(fields: Fields, name: string, limit = 255): string {
  const value = fields[name];
  if (typeof value !== "string" || value.trim() === "" || value.length > limit)
    throw invalid(`'${name}' must be a text of 1 to ${limit} characters.`, `/${name}`);
  const fault = faultOfName(value);
  if (fault !== null) throw invalid(`'${name}': ${fault}`, `/${name}`);
  return value;
}

/** @throws ApiError 422 */
export function countField(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw invalid(`'${name}' must be a whole number from 0.`, `/${name}`);
  return value;
}

/** @throws ApiError 422 */
export function oneOf<T extends string>(fields: Fields, name: string, choices: readonly T[]): T {
  const value = fields[name];
  if (!choices.includes(value as T))
    throw invalid(`'${name}' must be one of ${choices.join(", ")}.`, `/${name}`);
  return value as T;
}

/** The list of tasks in a request. @throws ApiError 422 */
export function taskRefs(fields: Fields): readonly { readonly id: string; readonly attempt: number }[] {
  const { tasks } = fields;
  const isRef = (task: unknown) =>
    isObject(task) && typeof task.id === "string" && typeof task.attempt === "number";
  if (!Array.isArray(tasks) || !tasks.every(isRef))
    throw invalid("'tasks' must be a list of {id, attempt}.", "/tasks");
  return tasks;
}

/** A whole number from the query. @throws ApiError 400 */
export function queryNumber(
  req: Pick<AgentRequest, "search">,
  name: string,
  most = Number.MAX_SAFE_INTEGER,
): number {
  const [text, ...more] = req.search.getAll(name);
  const value = Number(text);
  if (text === undefined || more.length > 0 || !/^\d{1,16}$/.test(text) || value > most)
    throw badRequest(
      most === Number.MAX_SAFE_INTEGER
        ? `The query must have '${name}', a whole number.`
        : `The query must have '${name}', a whole number up to ${most}.`,
    );
  return value;
}
