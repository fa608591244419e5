import type { ServerResponse } from "node:http";
import express, { type Request, type RequestHandler, type Response } from "express";
import { tooDeep, tooLarge } from "../../core/errors.js";
import { hasBody } from "./media-types.js";
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
