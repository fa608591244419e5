import { decoded, wireDiagnostics, wireFunctions, wireSchema, wireSchemas } from "../wire/convert.js";
import type { Rpc } from "../wire/session.js";

/** The capabilities that hosts can rely on. */
const SERVER_CAPABILITIES = {
  planDestroy: false,
  getProviderSchemaOptional: true,
  moveResourceState: true,
} as const;

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

export const validateProviderConfig: Rpc<"ValidateProviderConfig"> = {
  handle(session, { config }) {
    const given = decoded(config, session.configType);
    return { diagnostics: wireDiagnostics(session.provider.validateProviderConfig(given)) };
  },
};

export const configureProvider: Rpc<"ConfigureProvider"> = {
  async handle(session, { config }) {
    return { diagnostics: wireDiagnostics(await session.configure(decoded(config, session.configType))) };
  },
};

export const stopProvider: Rpc<"StopProvider"> = {
  handle(session) {
    session.stop();
    return { Error: "" };
  },
};
