/** One object of a state: the stored JSON and the value that it means. */

import type { Mode } from "../addresses/address.js";
import type { Diagnostic, Path, Private, Provider, Schema } from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import type { StateInstance, StatePathStep } from "../interfaces/state-file.js";
import { markBySchema } from "../objects/schema.js";
import { ConversionError, fromJson, type Json, toJson, Value } from "../values/index.js";
import { markSensitive, sensitivePaths } from "../values/parts.js";
import { decodePath, encodePath } from "./paths.js";

export interface StateObject {
  /** Sensitive parts are marked. */
  readonly value: Value;
  readonly private: Private;
  readonly tainted: boolean;
  /** Addresses of resources, sorted. */
  readonly dependencies: readonly string[];
  readonly createBeforeDestroy: boolean;
  /** When it goes it is forgotten, whether or not the configuration still says so. */
  readonly skipDestroy?: boolean;
}

/** Reads a stored object, letting its provider bring it to the current schema. */
export async function decodeObject(
  raw: StateInstance,
  { mode, type }: { readonly mode: Mode; readonly type: string },
  schema: Schema,
  provider: Provider,
): Promise<{ object?: StateObject; diagnostics: readonly Diagnostic[] }> {
  // What a data source read is read again, so that nobody has to know older forms of it.
  const upgraded =
    mode === "data"
      ? decodeRead(raw, type, schema)
      : await provider.upgradeResourceState(type, raw.schema_version, raw.attributes ?? null);
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
      skipDestroy: raw.skip_destroy ?? false,
    },
    diagnostics: upgraded.diagnostics,
  };
}

function decodeRead(raw: StateInstance, type: string, { block }: Schema) {
  try {
    return { state: fromJson((raw.attributes ?? null) as Json, blockType(block)), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const summary = `The stored ${type} cannot be read`;
    return {
      state: Value.null(blockType(block)),
      diagnostics: [
        { severity: "error", summary, detail: `${error.message}. Read it again with a plan.` } as const,
      ],
    };
  }
}

/** The private data of a provider beside an object, from the state's Base64. */
export function decodePrivate(text: string | undefined): Private {
  return text === undefined ? null : Buffer.from(text, "base64");
}

/** The provider's private data of an object, in Base64 as in the state; undefined without such data. */
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
    ...(object.skipDestroy && { skip_destroy: true }),
  };
}
