import { createRegistry } from "../../core/compile.js";
import { API_PATH } from "../../core/paths.js";
import { RESOURCES } from "../scalr/resource-types.js";
import { declaredRoutes } from "../scalr/route-table.js";
import { COMMON_SCHEMAS } from "./common-schemas.js";
import { operationOf, templateOf } from "./operations.js";
import { documentSchema, objectSchema, pageSchema, requestSchema, type Schema } from "./schemas.js";

/** An OpenAPI 3.0 document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ReturnType<typeof operationOf>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: object;
  };
  readonly security: readonly object[];
}

const DESCRIPTION =
  "The scalr.io API as the sandbox serves it: JSON:API documents, bearer tokens. Operations marked as not simulated " +
  "answer 501.";

/** The OpenAPI document of the API, generated from the declarations. `server` is its address without a path. */
export function openApiDocument(server: string): OpenApiDocument {
  const registry = createRegistry(RESOURCES);
  const patterns = declaredRoutes(registry);
  const paths: Record<string, Record<string, ReturnType<typeof operationOf>>> = {};
  for (const [pattern, methods] of [...patterns].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const template = templateOf(pattern, methods);
    paths[template] = Object.fromEntries(
      Object.entries(methods).map(([method, route]) => [
        method.toLowerCase(),
        operationOf(method, pattern, template, route),
      ]),
    );
  }
  const schemas: Record<string, Schema> = { ...COMMON_SCHEMAS };
  for (const compiled of registry.all) {
    const { model } = compiled.resource;
    schemas[model] = objectSchema(compiled);
    schemas[`${model}Document`] = documentSchema(model);
    schemas[`${model}Page`] = pageSchema(model);
    schemas[`${model}Creation`] = requestSchema(compiled, true);
    schemas[`${model}Change`] = requestSchema(compiled, false);
  }
  return {
    openapi: "3.0.3",
    info: { title: "scalr.io API (sandbox)", version: "3", description: DESCRIPTION },
    servers: [{ url: `${server}${API_PATH}` }],
    security: [{ token: [] }],
    paths,
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
}
