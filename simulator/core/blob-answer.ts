import { Buffer } from "node:buffer";
import type { Blobs } from "../platform/store/index.js";
import { ApiError } from "./errors.js";
import type { Answer } from "./resource.js";

export interface BlobAnswerOptions {
  readonly type: string;
  /** The request's `Range` header: `bytes=<from>-` is honoured, so that a growing log can be followed. */
  readonly range?: string | string[] | undefined;
  /** The 404's text when there is no such file; without it, a missing file is an empty one. */
  readonly missing?: string;
}

/** Answers with a stored file, or with the rest of it. */
export async function blobAnswer(blobs: Blobs, key: string, options: BlobAnswerOptions): Promise<Answer> {
  const size = await blobs.size(key);
  if (size === null && options.missing !== undefined)
    throw new ApiError(404, [{ title: "Not Found", detail: options.missing }]);
  const headers = { "Content-Type": options.type, "Accept-Ranges": "bytes" };
  const from = /^bytes=(\d{1,15})-$/.exec(String(options.range ?? ""))?.[1];
  if (from === undefined) {
    if (size === null || size === 0) return { headers, body: Buffer.alloc(0) };
    return { headers, body: await blobs.stream(key) };
  }
  const offset = Number(from);
  if (offset >= (size ?? 0))
    return { status: 416, headers: { ...headers, "Content-Range": `bytes */${size ?? 0}` }, body: "" };
  return {
    status: 206,
    headers: { ...headers, "Content-Range": `bytes ${offset}-${size! - 1}/${size}` },
    body: await blobs.stream(key, { offset, length: size! - offset }),
  };
}

/** The text of a file. @throws ApiError 404 with the text given when there is none */
export async function blobText(blobs: Blobs, key: string, missing: string): Promise<string> {
  if ((await blobs.size(key)) === null) throw new ApiError(404, [{ title: "Not Found", detail: missing }]);
  return (await blobs.read(key)).toString();
}
