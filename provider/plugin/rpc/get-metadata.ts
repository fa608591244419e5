import { SERVER_CAPABILITIES } from "./capabilities.js";
import type { Rpc } from "./rpc.js";

const named = (schemas: object) => Object.keys(schemas).map((typeName) => ({ typeName }));

export const getMetadata: Rpc<"GetMetadata"> = {
  handle({ provider }) {
    const { resources, dataSources, functions = {} } = provider.schema;
    return {
      serverCapabilities: SERVER_CAPABILITIES,
      resources: named(resources),
      dataSources: named(dataSources),
      functions: Object.keys(functions).map((name) => ({ name })),
      diagnostics: [],
    };
  },
};
