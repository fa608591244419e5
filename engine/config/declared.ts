import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BodySchema, Source } from "../language/index.js";
import { parseNativeBody } from "../language/native/parse.js";

const FILE: BodySchema = {
  attributes: new Map(),
  blocks: new Map([["variable", { labels: ["name"] }]]),
};
const VARIABLE: BodySchema = { attributes: new Map([["type", { required: false }]]), blocks: new Map() };

/** Whether a variable of the type takes its value from text as it is; for all other types a text is an expression. */
const takesText = (type: string | undefined) => type === undefined || /^"?(string|number|bool)"?$/.test(type);

/**
 * The input variables that the files of a folder declare, and for each whether it takes text as it is. Reads past
 * whatever else the files have, also what the engine does not support.
 */
export async function declaredVariables(dir: string): Promise<ReadonlyMap<string, boolean>> {
  const found = new Map<string, boolean>();
  for (const name of await readdir(dir)) {
    if (/\.(tf|tofu)$/.test(name)) readNative(name, await readFile(join(dir, name), "utf8"), found);
    else if (/\.(tf|tofu)\.json$/.test(name)) readJson(await readFile(join(dir, name), "utf8"), found);
  }
  return found;
}

function readNative(name: string, text: string, found: Map<string, boolean>): void {
  const body = parseNativeBody(new Source(name, text)).result;
  for (const block of body?.partialContent(FILE).blocks ?? []) {
    const type = block.body.partialContent(VARIABLE).attributes.get("type");
    found.set(block.labels[0]!, takesText(type?.span.text.replace(/^[^=]*=/, "").trim()));
  }
}

function readJson(text: string, found: Map<string, boolean>): void {
  let file: { variable?: unknown };
  try {
    file = JSON.parse(text);
  } catch {
    return;
  }
  for (const group of [file?.variable].flat())
    for (const [name, declared] of Object.entries(group ?? {})) {
      const { type } = ([declared].flat()[0] ?? {}) as { type?: string };
      found.set(name, takesText(type));
    }
}
