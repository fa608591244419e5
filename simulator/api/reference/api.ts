import { createRegistry } from "../../core/compile.js";
import { API_PATH } from "../../core/paths.js";
import { RESOURCES } from "../scalr/resource-types.js";
import { declaredRoutes, type RouteTable } from "../scalr/route-table.js";
import { CONTRACT_ROUTES, isUnsimulated } from "../scalr/unsimulated.js";
import { code, page, table } from "./markdown.js";
import { type Operation, typeSection } from "./types.js";

const CONVENTIONS = `\
JSON:API (\`application/vnd.api+json\`) below \`${API_PATH}\`, with \`Authorization: Bearer <token>\`.

- **Lists** take \`page[number]\`, \`page[size]\` (20 unless given, at most 100), \`sort\` (\`-name\` for descending),
  \`filter[...]\`, \`query\` (a part of a name, or a whole id) and \`include\` (paths of relationships, such as
  \`environment.tags\`). They answer with \`meta.pagination\`. Every other request ignores all of these but \`include\`.
- **Filters** take one value or several (\`a,b\` or \`in:a,b\`), a part (\`like:a\`), or \`null\` for objects without a value.
  Filters on dates also take \`between:<from>,<to>\`. An object must match all filters. There is no negation: \`!a\` is a value.
- **Requests**: the sandbox ignores attributes that it does not know. It rejects relationships that it does not know,
  because ignoring them would lose a link silently. A list of targets replaces all existing links; null removes them.
- **Description**: \`${API_PATH}/openapi-public.yml\` (OpenAPI 3.0) and \`${API_PATH}/docs\`, both without a token.
- **Kept as data** marks [types that have no effect in the sandbox](kept-as-data.md): it validates, stores, lists and deletes
  their objects, and never shows their secrets.
- **Errors** are \`{"errors":[{"status","title","detail","source":{"pointer"}}]}\`, with one entry for each mistake in the request.
  400: a body or parameter cannot be parsed. 401: no valid token. 403: a permission is missing. 404: the object does not exist (no
  \`detail\`). 409: the state of an object forbids it. 413: the body is larger than 1 MiB. 422: a rule rejects a value or link.`;

/** The operations under a path, as the section of its type lists them. */
function operationsOf(patterns: RouteTable["patterns"], path: string): Operation[] {
  return [...patterns]
    .filter(([pattern]) => pattern === path || pattern.startsWith(`${path}/`))
    .flatMap(([pattern, methods]) =>
      Object.entries(methods)
        .filter(([, route]) => !isUnsimulated(route))
        .map(([method, { permission }]) => ({
          method,
          path: `/${pattern.replaceAll("*", "{id}")}`,
          permission,
        })),
    );
}

/** The operations of the contract that answer 501. */
function unsimulatedSection(patterns: RouteTable["patterns"]): string {
  const rows = CONTRACT_ROUTES.filter(({ pattern, method }) => isUnsimulated(patterns.get(pattern)![method]!))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ method, path, operation }) => [`${method} ${code(path)}`, operation]);
  return page(
    "## What is not simulated",
    "These operations of scalr.io answer 501 with an error document that says so.",
    table(["Operation", "Name"], rows),
  ).trimEnd();
}

/** `docs/reference/api.md` */
export function apiPage(): string {
  const registry = createRegistry(RESOURCES);
  const patterns = declaredRoutes(registry);
  const sections = registry.all.map((compiled) => {
    const { lists = {}, reports = {} } = compiled.resource;
    const further = [...Object.keys(lists), ...Object.keys(reports)];
    const paths = [compiled.path, ...further];
    return typeSection(
      compiled,
      paths.flatMap((path) => operationsOf(patterns, path)),
    );
  });
  const contents = registry.all.map(({ type }) => `[${code(type)}](#${type})`).join(", ");
  return page(
    "<!-- Made by `npm run docs:api` from the declarations of the resource types in simulator/. -->",
    "# The scalr.io API of the sandbox",
    CONVENTIONS,
    `Types: ${contents}.`,
    ...sections,
    unsimulatedSection(patterns),
  );
}
