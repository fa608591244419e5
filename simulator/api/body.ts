import express, { type Request, type RequestHandler, type Response } from "express";
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

/** Reads a JSON body; undefined when there is none. Rejects with what express's parser says is wrong. */
export function readJson(req: Request, res: Response, limit = DEFAULT_LIMIT): Promise<unknown> {
  if (!hasBody(req)) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    parserOf(limit)(req, res, (error?: unknown) => (error ? reject(error) : resolve(req.body)));
  });
}
