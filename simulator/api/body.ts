import express, { type Request, type RequestHandler, type Response } from "express";
import { tooLarge } from "../resources/errors.js";
import { hasBody } from "./media-types.js";

/** Bytes of a JSON body, unless a route allows more. */
export const DEFAULT_LIMIT = 1024 * 1024;

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
export function readJson(req: Request, res: Response, limit = DEFAULT_LIMIT): Promise<unknown> {
  if (!hasBody(req)) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    if (Number(req.headers["content-length"] ?? 0) > limit) {
      reject(tooLarge(limit));
      return;
    }
    if (req.headers["transfer-encoding"] !== undefined) refuseBeyond(req, limit, reject);
    parserOf(limit)(req, res, (error?: unknown) => (error ? reject(error) : resolve(req.body)));
  });
}

/** Counts what arrives, which nobody has announced. */
function refuseBeyond(req: Request, limit: number, reject: (error: unknown) => void): void {
  let size = 0;
  req.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) reject(tooLarge(limit));
  });
}
