import type { Body, BodySchema } from "../language/body/body.js";
import { DYNAMIC, Value } from "../values/index.js";
import { looseBodies } from "./loose-bodies.js";

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
  for (const body of await looseBodies(dir, "backend")) {
    const found = backendIn(body);
    if (found) return found;
  }
  return undefined;
}

function backendIn(body: Body): DeclaredBackend | undefined {
  const [backend] = body
    .partialContent(FILE)
    .blocks.flatMap(({ body: inner }) => inner.partialContent(TERRAFORM).blocks);
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
