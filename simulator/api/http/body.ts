import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type Request, type RequestHandler, type Response } from "express";
import { badRequest, notAcceptable, tooDeep, tooLarge, unsupportedMediaType } from "../../core/errors.js";
import type { Incoming } from "./steps.js";

/** Bytes of a JSON body, unless a route allows more. */
const DEFAULT_LIMIT = 1024 * 1024;

/** The deepest nesting of lists and objects in a body. */
const DEEPEST = 64;

/** Whether a value is nested deeper than a number of levels. Stops at that depth. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  for (const name in value) if (isDeeper((value as Record<string, unknown>)[name], levels - 1)) return true;
  return false;
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
 * Reads a JSON body; undefined when there is none, or when it is `null`, as clients in Go send it for none. A body whose length is known and that is plain UTF-8, as clients send it, is
 * read here; express's parser reads the others. @throws ApiError 400, 413, or what express's parser says is wrong
 */
export async function readJson(req: Incoming, res: ServerResponse, limit = DEFAULT_LIMIT): Promise<unknown> {
  if (!hasBody(req)) return undefined;
  if (Number(req.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  const body = isPlain(req) ? parsed(await textOf(req)) : await withExpress(req, res, limit);
  if (isDeeper(body, DEEPEST)) throw tooDeep(DEEPEST);
  return body ?? undefined;
}

/** Whether a body is UTF-8, not packed, and of a known length. */
function isPlain({ headers }: IncomingMessage): boolean {
  const charset = /;\s*charset="?([^\s;"]*)/i.exec(headers["content-type"] ?? "")?.[1] ?? "utf-8";
  return (
    headers["content-length"] !== undefined &&
    headers["transfer-encoding"] === undefined &&
    headers["content-encoding"] === undefined &&
    charset.toLowerCase() === "utf-8"
  );
}

function textOf(req: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let isRead = false;
    // Every request closes in the end: an error that nobody gets would be made for each of them.
    const fail = () => {
      if (!isRead) reject(badRequest("The body could not be read: the request was aborted."));
    };
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.once("end", () => {
      isRead = true;
      resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString());
    });
    req.once("error", fail);
    req.once("close", fail);
  });
}

/** Removes a byte order mark, which has no meaning in UTF-8. */
function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    throw badRequest(`The body is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof value === "object") return value;
  throw badRequest(`The body must be a JSON object or list, not a ${typeof value}.`);
}

/**
 * Reads a body with Express's parser. A body that is too large is rejected earlier, because the parser would read all of it
 * before its error, and an endless one would get no response.
 */
function withExpress(req: Incoming, res: ServerResponse, limit: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (req.headers["transfer-encoding"] !== undefined) refuseBeyond(req, limit, reject);
    parserOf(limit)(req as Request, res as Response, (error?: unknown) => {
      if (error) reject(error);
      else resolve(req.body);
    });
  });
}

/** Counts the bytes of a body without a declared length. */
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

/** Whether a request has a body, according to its headers. */
const hasBody = ({ headers }: IncomingMessage) =>
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
