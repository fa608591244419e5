import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type Request, type RequestHandler, type Response } from "express";
import { notAcceptable, tooDeep, tooLarge, unsupportedMediaType } from "../../core/errors.js";
import type { Incoming } from "./steps.js";

/** Bytes of a JSON body, unless a route allows more. */
export const DEFAULT_LIMIT = 1024 * 1024;

/** Levels of lists and objects in a body. What is deeper could not be walked through. */
const DEEPEST = 64;

/** Whether a value is nested deeper than so many levels; looks no further than those. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

const parsers = new Map<number, RequestHandler>();

function parserOf(limit: number): RequestHandler {
  let parser = parsers.get(limit);
  if (!parser) {
    // The media type has been checked already.
    parser = express.json({ limit, type: () => true });
    parsers.set(limit, parser);
  }
  return parser;
}

/**
 * Reads a JSON body; undefined when there is none. Rejects with what express's parser says is wrong, except for a body
 * that is too large: the parser would read all of it before it says so, and one that never ends would get no answer.
 */
export function readJson(req: Incoming, res: ServerResponse, limit = DEFAULT_LIMIT): Promise<unknown> {
  if (!hasBody(req)) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    if (Number(req.headers["content-length"] ?? 0) > limit) {
      reject(tooLarge(limit));
      return;
    }
    if (req.headers["transfer-encoding"] !== undefined) refuseBeyond(req, limit, reject);
    parserOf(limit)(req as Request, res as Response, (error?: unknown) => {
      if (error) reject(error);
      else if (isDeeper(req.body, DEEPEST)) reject(tooDeep(DEEPEST));
      else resolve(req.body);
    });
  });
}

/** Counts what arrives, which nobody has announced. */
function refuseBeyond(req: Incoming, limit: number, reject: (error: unknown) => void): void {
  let size = 0;
  req.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) reject(tooLarge(limit));
  });
}

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
  throw notAcceptable(
    `The API answers with application/vnd.api+json, which 'Accept: ${accept}' does not allow.`,
  );
}
