import type { IncomingMessage } from "node:http";
import { notAcceptable, unsupportedMediaType } from "../../core/errors.js";

const JSON_TYPES: ReadonlySet<string> = new Set(["application/vnd.api+json", "application/json"]);
const ACCEPTED: ReadonlySet<string> = new Set([...JSON_TYPES, "*/*", "application/*"]);

const typeOf = (text: string) => text.split(";", 1)[0]!.trim().toLowerCase();

/** Whether a request brings a body, as its headers say. */
export const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** @throws ApiError 415 for a body that is not JSON */
export function requireJson(request: IncomingMessage): void {
  const type = request.headers["content-type"];
  if (!hasBody(request) || (type !== undefined && JSON_TYPES.has(typeOf(type)))) return;
  const sent = type === undefined ? "no Content-Type" : `Content-Type '${typeOf(type)}'`;
  throw unsupportedMediaType(`The body must be application/vnd.api+json; it came with ${sent}.`);
}

/** @throws ApiError 406 when the client takes nothing that the API can answer with */
export function requireAcceptable(request: IncomingMessage): void {
  const { accept } = request.headers;
  if (accept === undefined || accept.split(",").some((type) => ACCEPTED.has(typeOf(type)))) return;
  throw notAcceptable(`The API answers with application/vnd.api+json, which 'Accept: ${accept}' excludes.`);
}
