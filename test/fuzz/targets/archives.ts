import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { unpack } from "../../../agent/tasks/transfers.js";
import { ArchiveError, checkedArchive } from "../../../simulator/runs/configuration-archive.js";
import { archive } from "../../support/sandbox.js";
import type { Chance } from "../chance.js";
import { Find, type TargetKind } from "../target.js";

const NAMES = [
  "a",
  "a/b",
  "./a",
  "/a",
  "../a",
  "a/../../b",
  "a/..",
  "..",
  ".",
  "c:\\a",
  "\\a",
  "a\\..\\b",
  "a//b",
  "é",
  "l",
  "l/x",
];
const TYPES = ["0", "1", "2", "3", "5", "6", "7", "x", "g", "L", "K", "S", "V", "\0", "D"];

/** One header of a tar, its checksum right unless it shall be wrong. */
function header(chance: Chance, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  block.write(chance.pick(NAMES), 0, 100);
  block.write(octal(chance.pick([0o644, 0o755, 0o4777, 0]), 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(chance.happens(0.1) ? chance.bytes(12).toString("latin1") : octal(size, 12), 124, 12, "latin1");
  block.write(octal(0, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write(chance.pick(TYPES), 156);
  block.write(chance.pick([...NAMES, ""]), 157, 100);
  block.write("ustar\x0000", 257, "latin1");
  if (chance.happens(0.2)) block.write(chance.pick(NAMES), 345, 155);
  const sum = chance.happens(0.05) ? 7 : block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function made(chance: Chance): Buffer {
  const parts: Buffer[] = [];
  for (let n = chance.between(1, 5); n > 0; n--) {
    const content = Buffer.alloc(chance.pick([0, 0, 10, 700]), "x");
    parts.push(header(chance, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  if (chance.happens(0.8)) parts.push(Buffer.alloc(1024));
  return Buffer.concat(parts);
}

/** What is accepted unpacks into its own folder and nowhere else. */
export const archives: TargetKind = {
  name: "archives",
  share: 6,
  limit: 20_000,
  async start() {
    const whole = gunzipSync(await archive({ "main.tf": "# a", "modules/m/main.tf": "# b" }));
    const jail = realpathSync(mkdtempSync(join(tmpdir(), "fuzz-archive-")));
    return {
      async run(chance, note) {
        const tar = chance.happens(0.6) ? made(chance) : chance.mutated(whole);
        const zipped = gzipSync(tar, { level: 1 });
        const sent = chance.happens(0.2) ? chance.mutated(zipped) : zipped;
        note(sent.toString("base64"));
        if (!(await isAccepted(chance, sent))) return;
        const inside = join(jail, "inside");
        rmSync(inside, { recursive: true, force: true });
        mkdirSync(inside);
        // As an agent unpacks it; it may still refuse.
        await unpack(Readable.from([sent]), inside).catch(() => {});
        const beside = readdirSync(jail);
        if (beside.length !== 1) throw new Find(`it unpacked to ${beside}`);
        for (const name of readdirSync(inside, { recursive: true, encoding: "utf8" }))
          refuseOutside(inside, join(inside, name));
      },
      close: () => rmSync(jail, { recursive: true, force: true }),
    };
  },
};

function refuseOutside(inside: string, path: string): void {
  if (!lstatSync(path).isSymbolicLink() || !existsSync(path)) return;
  const target = realpathSync(path);
  if (target !== inside && !target.startsWith(inside + sep)) throw new Find(`${path} leads to ${target}`);
}

async function isAccepted(chance: Chance, sent: Buffer): Promise<boolean> {
  const size = chance.between(1, Math.max(1, sent.length));
  const chunks = function* () {
    for (let at = 0; at < sent.length; at += size) yield sent.subarray(at, at + size);
  };
  let passed = 0;
  try {
    for await (const chunk of checkedArchive(Readable.from(chunks()))) passed += chunk.length;
  } catch (error) {
    if (error instanceof ArchiveError) return false;
    throw new Find(`the check broke: ${(error as Error).stack}`);
  }
  if (passed !== sent.length) throw new Find(`${passed} of ${sent.length} bytes passed`);
  return true;
}
