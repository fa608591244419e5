/** A module's archive, fetched and unpacked. */
import { mkdir } from "node:fs/promises";
import { normalize } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Host, HostError, reasonIn } from "../hosts/host.js";
import { ModuleError } from "../language/index.js";

/** Bytes of an archive. */
const LIMIT = 256 * 1024 * 1024;

/** Where a registry says that a module is. */
export interface Location {
  readonly url: string;
  /** The folder in the archive; "" for its root. */
  readonly folder: string;
}

/**
 * Reads what a registry gives as a module's location: the address of a tar.gz, with a folder after `//`. `asked` is what
 * relative addresses start from. @throws ModuleError for anything else, such as a repository
 */
export function locationOf(given: string, asked: string): Location {
  const [, before, folder = "", query = ""] = /^((?:\w+:\/\/)?.*?)(?:\/\/([^?]*))?(\?.*)?$/.exec(given)!;
  const address = `${before}${query}`;
  const isRelative = /^[./]/.test(address);
  if (!isRelative && !/^https:\/\//.test(address)) throw elsewhere(given);
  const url = new URL(address, asked);
  const kind = url.searchParams.get("archive") ?? url.pathname;
  if (!/(tar\.gz|tgz)$/.test(kind)) throw elsewhere(given);
  url.searchParams.delete("archive");
  const folders = folder.split("/").map(decodeURIComponent);
  if (folders.some((part) => part === "..")) throw elsewhere(given);
  return { url: url.href, folder: folders.filter((part) => part !== "").join("/") };
}

const elsewhere = (given: string) =>
  new ModuleError(
    "Unsupported by the embedded engine",
    `The registry says that the module is at ${given.replace(/:\/\/[^/@\s]*@/, "://***@")}, and the embedded engine installs ` +
      "only archives (tar.gz over https). Use --engine tofu for this configuration.",
  );

/** Unpacks the archive at a location into a folder. @throws HostError, Error for what cannot be unpacked */
export async function fetchArchive(host: Host, { url }: Location, folder: string): Promise<void> {
  const response = await host.open(url);
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
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > LIMIT ? new Error(`it has more than ${LIMIT / 1024 / 1024} MiB`) : null, chunk);
    },
  });
  // Neither a link nor anything by the folder's own name takes the place of something else.
  const filter = (path: string, entry: unknown) =>
    ["File", "OldFile", "ContiguousFile", "Directory"].includes((entry as { type: string }).type) &&
    !/^\.?\/*$/.test(normalize(path));
  await pipeline(response, counted, new UnpackSync({ cwd: folder, strict: true, filter }));
}
