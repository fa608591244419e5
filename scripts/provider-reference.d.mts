import type { ProviderSchema } from "../engine/provider.js";
import type { SchemaJson } from "./official-provider.mjs";

/** The reference of a provider's resources, data sources and functions, in Markdown, by paths below `docs/`. */
export function providerReference(
  schema: ProviderSchema,
  exampleOf: (kind: "resources" | "data-sources" | "functions", type: string) => string,
  schemas: { readonly official: SchemaJson; readonly ours: SchemaJson },
): Map<string, string>;
