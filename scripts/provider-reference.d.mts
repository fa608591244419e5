import type { ProviderSchema } from "../provider/provider.js";
/** The reference of a provider's resources and data sources, in Markdown. */
export function providerReference(schema: ProviderSchema): string;
