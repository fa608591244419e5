import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { FleetInputError } from "./errors.js";

/** The lines of a text file, in batches as they are read. A file whose name ends in `.gz` is decompressed. @throws FleetInputError */
export async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  const raw = createReadStream(file, { highWaterMark: 256 * 1024 });
  const stream = file.endsWith(".gz") ? raw.on("error", (error) => gunzip?.destroy(error)) : raw;
  const gunzip = file.endsWith(".gz") ? stream.pipe(createGunzip()) : null;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  try {
    for await (const chunk of gunzip ?? stream) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split("\n");
      rest = lines.pop()!;
      yield lines;
    }
    rest += decoder.decode();
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
  if (rest !== "") yield [rest];
}

function unreadable(file: string, error: NodeJS.ErrnoException): Error {
  if (error instanceof FleetInputError) return error;
  if (error.code === "ENOENT") return new FleetInputError(`${file}: there is no such file.`);
  if (error.code === "EISDIR") return new FleetInputError(`${file} is a folder, not a file.`);
  if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA")
    return new FleetInputError(`${file} is not UTF-8 text.`);
  return new FleetInputError(`${file} cannot be read: ${error.message}`);
}
