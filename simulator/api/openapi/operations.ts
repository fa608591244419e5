import type { CompiledResource } from "../../core/compile.js";
import { isKeptOnly } from "../../core/kept-types/effects.js";
import { CSV, PLAIN_JSON } from "../scalr/reports.js";
import type { Description, Route } from "../scalr/route.js";
import type { Methods } from "../scalr/route-table.js";
import { CONTRACT_ROUTES, isUnsimulated } from "../scalr/unsimulated.js";
import { bodySchemaOf } from "./bodies.js";
import { linkagePageSchema, linkageSchema, ref, reportSchema, type Schema, valueSchema } from "./schemas.js";

const MEDIA_TYPE = "application/vnd.api+json";

const contract = new Map(CONTRACT_ROUTES.map((route) => [`${route.method} ${route.pattern}`, route]));

const snakeCase = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();
const pascalCase = (name: string) =>
  name.replace(/(^|[-/])(\w)/g, (_, _dash, letter) => letter.toUpperCase());
const words = (name: string) => name.replaceAll("_", " ").replaceAll("-", " ");
const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

/** A path in OpenAPI's form, with the names that the contract gives its ids. */
export function templateOf(pattern: string, methods: Methods): string {
  for (const method of Object.keys(methods)) {
    const known = contract.get(`${method} ${pattern}`);
    if (known) return known.path;
  }
  let ids = 0;
  return `/${pattern.replace(/\*/g, () => (++ids === 1 ? "{id}" : `{id_${ids}}`))}`;
}

/** The operationId: the contract's, or one made of method and path. */
const operationIdOf = (method: string, pattern: string): string =>
  snakeCase(
    contract.get(`${method} ${pattern}`)?.operation ??
      `${method.toLowerCase()}_${pattern.replaceAll("/*", "").replace(/[-/]/g, "_")}`,
  );

const parameter = (name: string, description: string, schema: Schema = { type: "string" }) => ({
  name,
  in: "query",
  description,
  schema,
});

const INCLUDE = parameter(
  "include",
  "Paths of relationships whose objects to include, such as `environment.tags`.",
);
const FORCE = parameter("force", "Deletes the variables that a final one overrides.", { type: "boolean" });

function listParameters({ resource }: CompiledResource) {
  const sorts = Object.keys(resource.sort ?? {});
  return [
    parameter("page[number]", "The page, from 1.", { type: "integer", minimum: 1 }),
    parameter("page[size]", "Objects on a page; 20 unless given.", {
      type: "integer",
      minimum: 1,
      maximum: 100,
    }),
    ...(sorts.length > 0
      ? [parameter("sort", `One or more of ${sorts.join(", ")}; '-' for descending.`)]
      : []),
    ...(resource.search ? [parameter("query", "A part of a name, or a whole id.")] : []),
    INCLUDE,
    ...Object.keys(resource.filters ?? {}).map((name) =>
      parameter(
        `filter[${name}]`,
        `Only what matches by ${words(name)}: one value, several, \`in:\`, \`like:\`, of dates \`between:\`.`,
      ),
    ),
  ];
}

/** Query parameters that are neither numbers nor texts. */
const FLAGS = [
  "clean",
  "force",
  "ignore_cache",
  "scheduled",
  "sort[favorite-first]",
  "total",
  "track_access",
];
const NUMBERS = ["page[number]", "page[size]"];

/** E25: further query parameters of the contract. Command lines have a flag for each. */
function furtherParameters(asked: readonly string[], described: readonly { readonly name: string }[]) {
  return asked
    .filter((name) => !name.includes("*") && described.every((each) => each.name !== name))
    .map((name) =>
      parameter(name, `${sentence(words(name))} See the documentation of scalr.io.`, {
        type: FLAGS.includes(name) ? "boolean" : NUMBERS.includes(name) ? "integer" : "string",
      }),
    );
}

function queryParameters({ type, answers, takes }: Description) {
  if (answers === "report") return listParameters(type).filter((each) => each !== INCLUDE);
  if (answers === "page") return listParameters(type);
  if (answers === "linkage")
    return listParameters({ ...type, resource: { ...type.resource, filters: {}, sort: {} } }).filter(
      ({ name }) => name.startsWith("page["),
    );
  if (answers !== "object" && answers !== "object or nothing") return [];
  return [INCLUDE, ...(type.type === "vars" && takes !== undefined ? [FORCE] : [])];
}

const pathParameters = (template: string) =>
  [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));

const content = (schema: Schema, mediaType = MEDIA_TYPE) => ({ [mediaType]: { schema } });
const BYTES: Schema = { type: "string", format: "binary" };

function requestBody(operationId: string, { takes, type, link, members }: Description) {
  const { model } = type.resource;
  const described = bodySchemaOf(operationId);
  if (described !== undefined) return { required: false, content: content(described) };
  switch (takes) {
    case "creation":
      return { required: true, content: content(ref(`${model}Creation`)) };
    case "change":
      return { required: true, content: content(ref(`${model}Change`)) };
    case "linkage":
      return {
        required: true,
        content: content({ type: "object", required: ["data"], properties: { data: linkageSchema(link!) } }),
      };
    case "json":
      return { required: false, content: content(jsonSchema(members)) };
    case "bytes":
      return { required: true, content: content(BYTES, "application/octet-stream") };
    default:
      return undefined;
  }
}

const jsonSchema = (members: Description["members"] = {}): Schema => ({
  type: "object",
  additionalProperties: true,
  properties: Object.fromEntries(
    Object.entries(members).map(([name, type]) => [name, valueSchema(type, true, false)]),
  ),
});

const NOTHING = { description: "Done." };

const reportAnswer = ({ columns = {} }: Description) => ({
  description: "The rows of the report.",
  content: { ...content(reportSchema(columns), PLAIN_JSON), ...content({ type: "string" }, CSV) },
});

function answer(description: Description): Record<string, unknown> {
  const { answers, type, link, status } = description;
  const { model } = type.resource;
  switch (answers) {
    case "object":
      return { [status]: { description: `The ${model}.`, content: content(ref(`${model}Document`)) } };
    case "object or nothing":
      return {
        [status]: { description: `The ${model}.`, content: content(ref(`${model}Document`)) },
        204: NOTHING,
      };
    case "object or null":
      return {
        [status]: {
          description: `The ${model}, or null.`,
          content: content({ anyOf: [ref(`${model}Document`), ref("Null")] }),
        },
      };
    case "page":
      return { [status]: { description: `A page of ${model}.`, content: content(ref(`${model}Page`)) } };
    case "linkage":
      return {
        [status]: { description: `A page of linked objects.`, content: content(linkagePageSchema(link!)) },
      };
    case "report":
      return { [status]: reportAnswer(description) };
    case "bytes":
      return {
        [status]: { description: "The content.", content: content(BYTES, "*/*") },
        204: { description: "Nothing yet." },
        416: { description: "Nothing is there yet.", content: content(BYTES, "*/*") },
        206: { description: "The content so far; more will follow.", content: content(BYTES, "*/*") },
      };
    case "nothing":
      return { [status]: NOTHING };
  }
}

const bodyOf = (schema: Schema | undefined) =>
  schema && { requestBody: { required: false, content: content(schema) } };

const refusal = (description: string) => ({ description, content: content(ref("ErrorDocument")) });

/** The permission of an operation, and a note if the sandbox keeps the type as data only. */
function descriptionOf(permission: string | null, type: string): { readonly description?: string } {
  const sentences = [
    ...(permission ? [`Needs the permission \`${permission}\`.`] : []),
    ...(isKeptOnly(type) ? ["The sandbox keeps objects of this type as data: they have no effect."] : []),
  ];
  return sentences.length === 0 ? {} : { description: sentences.join(" ") };
}

/** The OpenAPI operation of a route. */
export function operationOf(method: string, pattern: string, template: string, route: Route) {
  const operationId = operationIdOf(method, pattern);
  const summary = sentence(words(operationId));
  const parameters = pathParameters(template);
  const { describes } = route;
  const asked = contract.get(`${method} ${pattern}`)?.query ?? [];
  if (isUnsimulated(route) || describes === undefined) {
    const group = pascalCase(template.split("/")[1]!);
    return {
      operationId,
      summary,
      description: "Not simulated.",
      tags: [group],
      "x-resource": group,
      parameters: [...parameters, ...furtherParameters(asked, [])],
      ...bodyOf(bodySchemaOf(operationId)),
      responses: { 501: refusal("The sandbox does not simulate it."), default: refusal("A refusal.") },
    };
  }
  const group = pascalCase(describes.about.type);
  const body = requestBody(operationId, describes);
  const own = queryParameters(describes);
  return {
    operationId,
    summary,
    ...descriptionOf(route.permission, describes.about.type),
    tags: [group],
    "x-resource": group,
    parameters: [...parameters, ...own, ...furtherParameters(asked, own)],
    ...(body && { requestBody: body }),
    responses: { ...answer(describes), default: refusal("A refusal.") },
    ...(route.permission === null && { security: [] }),
  };
}
