import { wireFunctions } from "../convert/function.js";
import { wireSchema, wireSchemas } from "../convert/schema.js";
import { SERVER_CAPABILITIES } from "./capabilities.js";
import type { Rpc } from "./rpc.js";

export const getProviderSchema: Rpc<"GetProviderSchema"> = {
  handle({ provider }) {
    const { provider: own, resources, dataSources, functions } = provider.schema;
    return {
      serverCapabilities: SERVER_CAPABILITIES,
      provider: wireSchema(own),
      resourceSchemas: wireSchemas(resources),
      dataSourceSchemas: wireSchemas(dataSources),
      functions: wireFunctions(functions),
      diagnostics: [],
    };
  },
};
