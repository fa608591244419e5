/** A module's archive, fetched and unpacked. */
import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { normalize } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Host, HostError, reasonIn } from "../hosts/host.js";

/** Bytes of an archive. */
const LIMIT = 256 * 1024 * 1024;

/** Whether an address is that of an archive that can be unpacked: its ending says so, or its query does. */
export function isArchive(url: string): boolean {
  const { pathname, searchParams } = new URL(url);
  return /(tar\.gz|tgz)$/.test(searchParams.get("archive") ?? pathname);
}

/**
 * Unpacks the archive at an address into a folder. Its query may have a checksum, such as `checksum=sha256:<hex>`.
 * @throws HostError, Error for what cannot be unpacked
 */
export async function fetchArchive(host: Host, address: string, folder: string): Promise<void> {
  const url = new URL(address);
  const expected = /^(md5|sha1|sha256|sha512):([0-9a-f]+)$/i.exec(url.searchParams.get("checksum") ?? "");
  if (expected === null && url.searchParams.has("checksum"))
    throw new Error("the checksum in its address is not of the form sha256:<hex>");
  for (const name of ["archive", "checksum"]) url.searchParams.delete(name);
  const response = await followed(host, url.href);
  if (response.statusCode !== 200) {
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += chunk;
    throw new HostError(
      `The archive of the module was answered with ${response.statusCode}: ${reasonIn(text)}`,
    );
  }
  await mkdir(folder, { recursive: true });
  const { UnpackSync } = await import("tar");
  let size = 0;
  const hash = createHash(expected?.[1]?.toLowerCase() ?? "sha256");
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      done(size > LIMIT ? new Error(`it has more than ${LIMIT / 1024 / 1024} MiB`) : null, chunk);
    },
  });
  // Neither a link nor anything by the folder's own name takes the place of something else.
  const filter = (path: string, entry: unknown) =>
    ["File", "OldFile", "ContiguousFile", "Directory"].includes((entry as { type: string }).type) &&
    !/^\.?\/*$/.test(normalize(path));
  await pipeline(response, counted, new UnpackSync({ cwd: folder, strict: true, filter }));
  const found = hash.digest("hex");
  if (expected !== null && found !== expected[2]!.toLowerCase())
    throw new Error(`its ${expected[1]} is ${found}, and not the ${expected[2]} of its address`);
}

/** Redirects of one request. */
const REDIRECTS = 5;

async function followed(host: Host, url: string, left = REDIRECTS): Promise<IncomingMessage> {
  const response = await host.open(url);
  const { statusCode = 0, headers } = response;
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return response;
  response.resume();
  if (left === 0) throw new HostError(`${url} leads to another address once too often.`);
  return followed(host, new URL(headers.location, url).href, left - 1);
}
