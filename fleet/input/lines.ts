import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { FleetInputError } from "./errors.js";

/**
 * The lines of a text file, in batches as they are read. A file whose name ends in `.gz` is decompressed. It has to be a regular file:
 * each design reads it again, and a pipe would be empty the second time. @throws FleetInputError
 */
export async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  const stats = await stat(file).catch((error) => {
    throw unreadable(file, error);
  });
  if (!stats.isFile() && !stats.isDirectory())
    throw new FleetInputError(
      `${file} is a pipe or a device, which can be read only once. Write the trace to a file, and name that.`,
    );
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
  if (error.code === "EACCES") return new FleetInputError(`${file} cannot be read: permission denied.`);
  return new FleetInputError(`${file} cannot be read: ${error.message}`);
}
