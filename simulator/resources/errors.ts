/**
 * The error catalogue of the scalr.io API: every refusal is an ApiError, and becomes a JSON:API error document
 * `{"errors":[{"status","title","detail","source":{"pointer"}}]}` at the edge.
 */

export interface ErrorItem {
  readonly title: string;
  readonly detail: string;
  /** JSON pointer into the request's body, where one part of it is at fault. */
  readonly pointer?: string;
  /** Name of the query parameter at fault. */
  readonly parameter?: string;
}

/** A refusal with its HTTP status. `headers` go out with the answer (Allow, WWW-Authenticate). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    readonly items: readonly ErrorItem[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(items.map((item) => item.detail).join(" "));
  }
}

const one = (status: number, title: string, detail: string, source: Partial<ErrorItem> = {}) =>
  new ApiError(status, [{ title, detail, ...source }]);

export const attributePointer = (name: string) => `/data/attributes/${name}`;
export const relationshipPointer = (name: string) => `/data/relationships/${name}`;

/** 404: an id in the path that does not exist, or that the caller may not see (R21). */
export const notFound = (model: string, id: string) =>
  one(404, "Not Found", `${model} with ID '${id}' not found or user unauthorized.`);

export const noRoute = (method: string, path: string) =>
  one(404, "Not Found", `There is no ${method} ${path} here.`);

/** 501: an operation of the contract that the sandbox does not carry out. */
export const notSimulated = (method: string, path: string) =>
  one(
    501,
    "Not Implemented",
    `The sandbox does not simulate ${method} ${path}; docs/reference/api.md lists what it does.`,
  );

export const methodNotAllowed = (method: string, path: string, allow: readonly string[]) =>
  new ApiError(
    405,
    [
      {
        title: "Method Not Allowed",
        detail: `${method} is not allowed on ${path}. Allowed: ${allow.join(", ")}.`,
      },
    ],
    { Allow: allow.join(", ") },
  );

export const unauthorized = (detail: string) =>
  new ApiError(401, [{ title: "Unauthorized", detail }], { "WWW-Authenticate": "Bearer" });

export const forbidden = (detail: string) => one(403, "Forbidden", detail);

/** 403: the caller lacks a permission (R20, R21). */
export const lacksPermission = (permission: string, scope: string) =>
  forbidden(`You don't have permission to perform this action: '${permission}' is required in ${scope}.`);

export const badRequest = (detail: string, pointer?: string) =>
  one(400, "Bad Request", detail, pointer === undefined ? {} : { pointer });

export const invalidParameter = (parameter: string, detail: string) =>
  one(400, "Invalid Query Parameter", detail, { parameter });

export const conflict = (detail: string, pointer?: string) =>
  one(409, "Conflict", detail, pointer === undefined ? {} : { pointer });

export const invalidAttribute = (name: string, detail: string) =>
  one(422, "Invalid Attribute", detail, { pointer: attributePointer(name) });

export const invalidRelationship = (name: string, detail: string) =>
  one(422, "Invalid Relationship", detail, { pointer: relationshipPointer(name) });

/** 422: the request as a whole cannot be carried out. */
export const invalid = (detail: string, pointer?: string) =>
  one(422, "Validation Error", detail, pointer === undefined ? {} : { pointer });

/** 404: a to-one target that does not exist or that the caller may not read. */
export const unknownTarget = (relationship: string, model: string, id: string) =>
  one(404, "Invalid Relationship", `${model} with ID '${id}' not found or user unauthorized.`, {
    pointer: relationshipPointer(relationship),
  });

/** 404: a to-many target that does not exist or that the caller may not read. */
export const unknownMember = (relationship: string, id: string) =>
  one(
    404,
    "Invalid Relationship",
    `Relationship '${relationship}' with ID '${id}' not found or user unauthorized.`,
    {
      pointer: relationshipPointer(relationship),
    },
  );

/** 404: tags have a text of their own. */
export const unknownTag = (id: string) =>
  one(404, "Validation Error", `Tag with ID '${id}' not found or user unauthorized.`);

export const gone = (detail: string) => one(410, "Gone", detail);
export const notAcceptable = (detail: string) => one(406, "Not Acceptable", detail);
export const unsupportedMediaType = (detail: string) => one(415, "Unsupported Media Type", detail);
export const tooLarge = (limit: number) =>
  one(413, "Payload Too Large", `The body is larger than the limit of ${limit} bytes.`);

export const payloadTooLarge = (detail: string) => one(413, "Payload Too Large", detail);

export const upgradeRequired = (detail: string) => one(426, "Upgrade Required", detail);

export const tooDeep = (levels: number) =>
  one(400, "Bad Request", `The body is nested deeper than ${levels} levels.`);

/** The error document of a refusal. */
export function errorDocument(error: ApiError) {
  return {
    errors: error.items.map(({ title, detail, pointer, parameter }) => ({
      status: String(error.status),
      title,
      detail,
      ...(pointer !== undefined ? { source: { pointer } } : {}),
      ...(parameter !== undefined ? { source: { parameter } } : {}),
    })),
  };
}
