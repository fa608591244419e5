/**
 * Starts the program of a task's process with the code that V8 compiled in an earlier process of the same agent, which saves
 * most of its start-up time. Arguments: the program, the file of compiled code, and the program's own.
 *
 * V8 does not check compiled code for damage, so the file begins with a checksum. The file is in the agent's own folder and is
 * removed with it, so no code comes from another agent, another version or another Node.
 */
import { isAscii } from "node:buffer";
import { existsSync, readFileSync } from "node:fs";
import { createRequire, wrap } from "node:module";
import { dirname } from "node:path";
import { constants, Script } from "node:vm";
import { crc32 } from "node:zlib";
import type { FromTask } from "./messages.js";

const CHECKSUM = 4;
const [program, compiledFile] = process.argv.slice(2) as [string, string];

function checksum(code: Buffer): Buffer {
  const bytes = Buffer.alloc(CHECKSUM);
  bytes.writeUInt32LE(crc32(code));
  return bytes;
}

/** The build writes plain ASCII, which Node reads fastest. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  return bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
}

function unusable(why: string): undefined {
  process.send?.({ type: "stale", why } satisfies FromTask);
  return undefined;
}

/** The compiled code of an earlier process, if the file exists and is undamaged. */
function compiledBefore(): Buffer | undefined {
  if (!existsSync(compiledFile)) return undefined;
  const file = readFileSync(compiledFile);
  const code = file.subarray(CHECKSUM);
  return checksum(code).equals(file.subarray(0, CHECKSUM)) ? code : unusable("it is damaged");
}

const cachedData = compiledBefore();
const script = new Script(wrap(textOf(program)), {
  filename: program,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  ...(cachedData && { cachedData }),
});
if (cachedData && script.cachedDataRejected) unusable("another version of Node made it");

/** The code that V8 has compiled so far, in the format of the file. */
export type Compiled = () => Buffer;
const compiled: Compiled = () => {
  const code = script.createCachedData();
  return Buffer.concat([checksum(code), code]);
};
const isKnown = cachedData !== undefined && script.cachedDataRejected !== true;

const module: { exports: { start?: (compiled: Compiled | null) => void } } = { exports: {} };
const load = script.runInThisContext() as (...args: unknown[]) => void;
load.call(module.exports, module.exports, createRequire(program), module, program, dirname(program));
module.exports.start!(isKnown ? null : compiled);
