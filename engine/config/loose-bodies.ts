import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Body } from "../language/body/body.js";
import { Source } from "../language/index.js";
import { jsonFileBody } from "../language/json/body.js";
import { parseNativeBody } from "../language/native/parse.js";
import { parseJson } from "../language/syntax/json.js";

/**
 * The files of a configuration's folder, for who looks for a few blocks and reads past whatever else there is, also what
 * is wrong. `mentions` leaves out files in which a word does not occur: they need not be parsed.
 */
export async function looseBodies(dir: string, mentions?: string): Promise<readonly Body[]> {
  const names = (await readdir(dir)).filter((name) => /\.(tf|tofu)(\.json)?$/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), "utf8")));
  return names.flatMap((name, index) => {
    const text = texts[index]!;
    if (mentions !== undefined && !text.includes(mentions)) return [];
    return bodyOf(new Source(name, text)) ?? [];
  });
}

function bodyOf(source: Source): Body | undefined {
  if (!source.file.endsWith(".json")) return parseNativeBody(source).result;
  const { result } = parseJson(source);
  return result && (jsonFileBody(result).body ?? undefined);
}
