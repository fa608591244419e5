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
- **Filters** take one value or several (\`a,b\` or \`in:a,b\`), a part (\`like:a\`), or \`null\` for what has none. Those of
  dates take \`between:<from>,<to>\` as well. Several filters must all match. There is no negation: \`!a\` is a value.
- **Requests** may have attributes that the sandbox does not know: they are ignored. Relationships that it does not know
  are refused, so that no link is lost silently. A list of targets replaces all that were linked; null unlinks.
- **Description**: \`${API_PATH}/openapi-public.yml\` (OpenAPI 3.0) and \`${API_PATH}/docs\`, both without a token.
- **Kept as data** is said of [types with which the sandbox does nothing](kept-as-data.md): they are validated, stored, shown,
  filtered and deleted, their secrets are never shown, and that is all.
- **Errors** are \`{"errors":[{"status","title","detail","source":{"pointer"}}]}\`, one for each fault of a request:
  400 for a body or parameter that cannot be read, 401 without a valid token, 403 without a permission, 404 for what does
  not exist, whose title says it all and which has no detail, 409 where a state forbids it, 413 above 1 MiB, 422 for a value or link that a rule refuses.`;

/** Under which type's heading a path stands, and how it reads. */
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
    const further = Object.keys(compiled.resource.lists ?? {});
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
