import type { ProviderSchema } from "../provider/provider.js";
/** The reference of a provider's resources and data sources, in Markdown, by paths below `docs/`. */
export function providerReference(
  schema: ProviderSchema,
  exampleOf: (kind: "resources" | "data-sources", type: string) => string,
): Map<string, string>;
