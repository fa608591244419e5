import { readFileSync } from "node:fs";
import { join } from "node:path";
import { providerSchemaJson } from "../../provider/plugin/schema-json.js";
import { createScalrProvider } from "../../provider/resources/index.js";
import {
  DELIBERATE,
  differences,
  type SchemaDifference,
  type SchemaJson,
} from "../../scripts/official-provider.mjs";

export interface OfficialAttribute {
  /** Such as `String`, `Set of String`, `Block List`, `List of Object`. */
  readonly type: string;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  /** A change replaces the resource. */
  readonly replace?: boolean;
  readonly default?: unknown;
}

export type OfficialAttributes = Readonly<Record<string, OfficialAttribute>>;

export interface OfficialType {
  readonly attributes: OfficialAttributes;
  /** The attributes of blocks and objects. */
  readonly nested?: Readonly<Record<string, OfficialAttributes>>;
  readonly importable?: boolean;
}

export interface OfficialSchema {
  readonly resources: Readonly<Record<string, OfficialType>>;
  readonly data_sources: Readonly<Record<string, OfficialType>>;
}

/** What the official provider is documented to declare, for the types that this project has too. */
export const official: OfficialSchema = JSON.parse(
  readFileSync(join(import.meta.dirname, "official-schema.json"), "utf8"),
);

/** What its executable says of itself; test/official/README.md says where it is from. */
export const officialSchemas: SchemaJson = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "official", "schema.json"), "utf8"),
);

/** What this provider says of itself, in the same form. */
export const ourSchemas: SchemaJson = (
  providerSchemaJson("scalr", createScalrProvider().schema) as SchemaJson
).provider_schemas.scalr;

/** Differences that no reason explains. */
export function unexplained(theirs: SchemaJson, ours: SchemaJson): SchemaDifference[] {
  return differences(theirs, ours).filter((one) => !DELIBERATE.some(({ fits }) => fits(one)));
}
