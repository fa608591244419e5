import { stateKey } from "../../core/blob-keys.js";
import type { StateSummary, StateVersion } from "../../core/entities.js";
import { notFound } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { one, page, type ResourceObject } from "./document.js";
import { type Call, entity, named, type Routes, reads } from "./route.js";
import { currentState } from "./state-versions.js";

type Output = StateSummary["outputs"][number];

/** Names may have any letters, ids may not. */
const idOf = (version: StateVersion, name: string) =>
  `${version.id}.${Buffer.from(name).toString("base64url")}`;

/** `string`, `list`, ...: the first word of a type in a state. */
const wordOf = (type: unknown): string => (Array.isArray(type) ? String(type[0]) : String(type));

const outputObject = (
  version: StateVersion,
  { name, sensitive, type }: Output,
  value: unknown,
): ResourceObject => ({
  type: "state-version-outputs",
  id: idOf(version, name),
  attributes: { name, sensitive, type: wordOf(type), value, "detailed-type": type },
});

/** Lists omit sensitive values. The output itself has them. */
const list = (call: Call, version: StateVersion) =>
  page(version.summary.outputs, call.params, (output) =>
    outputObject(version, output, output.sensitive ? null : output.value),
  );

/** The value of an output that is not in the summary, read from the state itself. */
async function valueIn({ services }: Call, version: StateVersion, name: string): Promise<unknown> {
  const state: unknown = JSON.parse((await services.store.blobs.read(stateKey(version.id))).toString());
  const output = isObject(state) && isObject(state.outputs) ? state.outputs[name] : undefined;
  return isObject(output) ? (output.value ?? null) : null;
}

async function read(call: Call) {
  const [id = "", encoded = ""] = named(call, 0).split(".");
  const version = entity(call, "state-versions", "state-versions:read", id);
  const name = Buffer.from(encoded, "base64url").toString();
  const output = version.summary.outputs.find((each) => each.name === name);
  if (output === undefined) throw notFound("StateVersionOutput", named(call, 0));
  const value = output.sensitive ? await valueIn(call, version, name) : output.value;
  return one(outputObject(version, output, value));
}

/** The outputs of states. A caller who may read a state may read its sensitive values. */
export const outputRoutes: Routes = {
  "workspaces/*/current-state-version-outputs": {
    GET: reads("state-versions:read", (call) => list(call, currentState(call))),
  },
  "state-versions/*/outputs": {
    GET: reads("state-versions:read", (call) =>
      list(call, entity(call, "state-versions", "state-versions:read")),
    ),
  },
  "state-version-outputs/*": { GET: reads("state-versions:read", read) },
};
