import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Body, BodySchema } from "../language/body/body.js";
import { Source } from "../language/index.js";
import { jsonFileBody } from "../language/json/body.js";
import { parseNativeBody } from "../language/native/parse.js";
import { parseJson } from "../language/syntax/json.js";
import { DYNAMIC, Value } from "../values/index.js";

/** The `backend` block of a configuration, as far as a local one says where its states are. */
export interface DeclaredBackend {
  /** `local`, `s3`, ... */
  readonly type: string;
  /** The state of the default workspace. */
  readonly path?: string;
  /** The folder of the states of all other workspaces. */
  readonly workspaceDir?: string;
}

const optional = { required: false };
const FILE: BodySchema = { attributes: new Map(), blocks: new Map([["terraform", { labels: [] }]]) };
const TERRAFORM: BodySchema = { attributes: new Map(), blocks: new Map([["backend", { labels: ["type"] }]]) };
const LOCAL: BodySchema = {
  attributes: new Map([
    ["path", optional],
    ["workspace_dir", optional],
  ]),
  blocks: new Map(),
};

/**
 * Finds the backend that the files of a folder declare; undefined where there is none. Reads past whatever else the files
 * have, also what is wrong with them.
 */
export async function declaredBackend(dir: string): Promise<DeclaredBackend | undefined> {
  for (const name of (await readdir(dir)).sort()) {
    if (!/\.(tf|tofu)(\.json)?$/.test(name)) continue;
    const text = await readFile(join(dir, name), "utf8");
    // Most files have none: they need not be parsed for it.
    const found = text.includes("backend") ? backendIn(new Source(name, text)) : undefined;
    if (found) return found;
  }
  return undefined;
}

function backendIn(source: Source): DeclaredBackend | undefined {
  const [backend] = (bodyOf(source)?.partialContent(FILE).blocks ?? []).flatMap(
    ({ body }) => body.partialContent(TERRAFORM).blocks,
  );
  if (!backend) return undefined;
  const { attributes } = backend.body.partialContent(LOCAL);
  const text = (name: string): string | undefined => {
    const { value } = attributes.get(name)?.expression.evaluate({
      lookup: () => ({ value: Value.unknown(DYNAMIC), diagnostics: [] }),
    }) ?? { value: undefined };
    return value?.isKnown && !value.isNull && value.type.kind === "string" ? value.asString() : undefined;
  };
  const [path, workspaceDir] = [text("path"), text("workspace_dir")];
  return {
    type: backend.labels[0]!,
    ...(path !== undefined && { path }),
    ...(workspaceDir !== undefined && { workspaceDir }),
  };
}

function bodyOf(source: Source): Body | undefined {
  if (!source.file.endsWith(".json")) return parseNativeBody(source).result;
  const { result } = parseJson(source);
  return result && (jsonFileBody(result).body ?? undefined);
}
