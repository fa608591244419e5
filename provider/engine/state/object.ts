/** One object of a state: the stored JSON and the value that it means. */
import type { Diagnostic, Path, Private, Provider, Schema } from "../../provider.js";
import { toJson, type Value } from "../../values/index.js";
import { markSensitive, sensitivePaths } from "../objects/paths.js";
import { markBySchema } from "../objects/schema.js";
import type { StateInstance, StatePathStep } from "./format.js";
import { decodePath, encodePath } from "./paths.js";

export interface StateObject {
  /** Sensitive parts are marked. */
  readonly value: Value;
  readonly private: Private;
  readonly tainted: boolean;
  /** Addresses of resources, sorted. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
}

/** Reads a stored object, letting its provider bring it to the current schema. */
export async function decodeObject(
  raw: StateInstance,
  type: string,
  schema: Schema,
  provider: Provider,
): Promise<{ object?: StateObject; diagnostics: readonly Diagnostic[] }> {
  const upgraded = await provider.upgradeResourceState(type, raw.schema_version, raw.attributes ?? null);
  if (upgraded.diagnostics.some((d) => d.severity === "error")) return { diagnostics: upgraded.diagnostics };
  const paths = (raw.sensitive_attributes ?? [])
    .map(decodePath)
    .filter((path): path is Path => path !== undefined);
  return {
    object: {
      value: markBySchema(markSensitive(upgraded.state, paths), schema.block),
      private: decodePrivate(raw.private),
      tainted: raw.status === "tainted",
      dependencies: raw.dependencies ?? [],
      createBeforeDestroy: raw.create_before_destroy ?? false,
    },
    diagnostics: upgraded.diagnostics,
  };
}

export function decodePrivate(text: string | undefined): Private {
  return text === undefined ? null : Buffer.from(text, "base64");
}

export function encodePrivate(bytes: Private): string | undefined {
  return bytes === null || bytes.length === 0 ? undefined : Buffer.from(bytes).toString("base64");
}

/** The members in the order in which tofu writes them. */
export function encodeObject(
  object: StateObject,
  schema: Schema,
  type: Parameters<typeof toJson>[1],
): StateInstance {
  const bytes = encodePrivate(object.private);
  const sensitive = sensitivePaths(object.value)
    .map(encodePath)
    .filter((path): path is StatePathStep[] => path !== undefined);
  return {
    ...(object.tainted && { status: "tainted" }),
    schema_version: schema.version,
    attributes: toJson(object.value.unmarkDeep(), type),
    sensitive_attributes: sensitive,
    ...(bytes !== undefined && { private: bytes }),
    ...(object.dependencies.length > 0 && { dependencies: [...object.dependencies] }),
    ...(object.createBeforeDestroy && { create_before_destroy: true }),
  };
}
