import { readFileSync } from "node:fs";
import { join } from "node:path";

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

/** What stands in a block, whose own blocks the documentation names with a dot: `custom.argument`. */
export const nestedIn = (name: string, nested: NonNullable<OfficialType["nested"]>) =>
  Object.fromEntries(
    Object.entries(nested)
      .filter(([key]) => key.startsWith(`${name}.`))
      .map(([key, one]) => [key.slice(name.length + 1), one]),
  );
