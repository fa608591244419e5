/**
 * The error catalogue of the scalr.io API: every refusal is an ApiError, and becomes a JSON:API error document
 * `{"errors":[{"status","title","detail","source":{"pointer"}}]}` at the edge.
 */

export interface ErrorItem {
  readonly title: string;
  /** Absent where the title says everything (E1): clients print both, with an empty line between. */
  readonly detail?: string;
  /** JSON pointer into the request's body, where one part of it is at fault. */
  readonly pointer?: string;
  /** Name of the query parameter at fault. */
  readonly parameter?: string;
}

/** What an error says, in one sentence or more. */
export const textOf = ({ title, detail }: ErrorItem): string => detail ?? title;

/** A refusal with its HTTP status. `headers` go out with the answer (Allow, WWW-Authenticate). */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly status: number,
    readonly items: readonly ErrorItem[],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(items.map(textOf).join(" "));
  }
}

const one = (status: number, title: string, detail: string, source: Partial<ErrorItem> = {}) =>
  new ApiError(status, [{ title, detail, ...source }]);

/** Where an attribute is in a request, or a part of its value: the index of a list, a member of an object (E3). */
export const attributePointer = (name: string, ...parts: readonly (string | number)[]) =>
  ["/data/attributes", name, ...parts].join("/");
/** Where a relationship is in a request. */
export const relationshipPointer = (name: string) => `/data/relationships/${name}`;

const unknown = (model: string, id: string) => `${model} with ID '${id}' not found or user unauthorized.`;

/** 404: an id in the path that does not exist, or that the caller may not see (R21). The title says it all (E1). */
export const notFound = (model: string, id: string) => new ApiError(404, [{ title: unknown(model, id) }]);

/** 404: nothing is served at the path. */
export const noRoute = (method: string, path: string) =>
  one(404, "Not Found", `There is no ${method} ${path} here.`);

/** 501: an operation of the contract that the sandbox does not carry out. */
export const notSimulated = (method: string, path: string) =>
  one(
    501,
    "Not Implemented",
    `The sandbox does not simulate ${method} ${path}; docs/reference/api.md lists what it does.`,
  );

/** 405, with the methods that the path has (`Allow`). */
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

/** 401: no token, or one that opens nothing. */
export const unauthorized = (detail: string) =>
  new ApiError(401, [{ title: "Unauthorized", detail }], { "WWW-Authenticate": "Bearer" });

/** 403: the caller may see the object and not do this (R20, R21). */
export const forbidden = (detail: string) => one(403, "Forbidden", detail);

/** 403: the caller lacks a permission (R20, R21). */
export const lacksPermission = (permission: string, scope: string) =>
  forbidden(`You don't have permission to perform this action: '${permission}' is required in ${scope}.`);

/** 400: the request cannot be understood, at `pointer` where one place is at fault. */
export const badRequest = (detail: string, pointer?: string) =>
  one(400, "Bad Request", detail, pointer === undefined ? {} : { pointer });

/** 400: a parameter of the query is wrong. */
export const invalidParameter = (parameter: string, detail: string) =>
  one(400, "Invalid Query Parameter", detail, { parameter });

/** 409: the object's state does not allow it. */
export const conflict = (detail: string, pointer?: string) =>
  one(409, "Conflict", detail, pointer === undefined ? {} : { pointer });

/** 422: the value of an attribute is refused. */
export const invalidAttribute = (name: string, detail: string, ...parts: readonly (string | number)[]) =>
  one(422, "Invalid Attribute", detail, { pointer: attributePointer(name, ...parts) });

/** 422: the target of a relationship is refused. */
export const invalidRelationship = (name: string, detail: string) =>
  one(422, "Invalid Relationship", detail, { pointer: relationshipPointer(name) });

/** 422: the request as a whole cannot be carried out. */
export const invalid = (detail: string, pointer?: string) =>
  one(422, "Validation Error", detail, pointer === undefined ? {} : { pointer });

/** 404: a to-one target that does not exist or that the caller may not read. */
export const unknownTarget = (relationship: string, model: string, id: string) =>
  one(404, "Invalid Relationship", unknown(model, id), { pointer: relationshipPointer(relationship) });

/** 404: a to-many target that does not exist or that the caller may not read. */
export const unknownMember = (relationship: string, id: string) =>
  one(404, "Invalid Relationship", unknown(`Relationship '${relationship}'`, id), {
    pointer: relationshipPointer(relationship),
  });

/** 404: tags have a text of their own. */
export const unknownTag = (id: string) => one(404, "Validation Error", unknown("Tag", id));

/** 410: what the caller works on has ended (R17, R19). */
export const gone = (detail: string) => one(410, "Gone", detail);
/** 406: the caller accepts no form that the answer has. */
export const notAcceptable = (detail: string) => one(406, "Not Acceptable", detail);
/** 415: the body is of a type that is not taken. */
export const unsupportedMediaType = (detail: string) => one(415, "Unsupported Media Type", detail);
/** 413: the body has more bytes than the limit. */
export const tooLarge = (limit: number) =>
  one(413, "Payload Too Large", `The body is larger than the limit of ${limit} bytes.`);

/** 413, in words of its own. */
export const payloadTooLarge = (detail: string) => one(413, "Payload Too Large", detail);

/** 426: the agent is too old. */
export const upgradeRequired = (detail: string) => one(426, "Upgrade Required", detail);

/** 400: the body is nested too deeply to be read. */
export const tooDeep = (levels: number) =>
  one(400, "Bad Request", `The body is nested deeper than ${levels} levels.`);

/** The error document of a refusal. */
export function errorDocument(error: ApiError) {
  return {
    errors: error.items.map(({ title, detail, pointer, parameter }) => ({
      status: String(error.status),
      title,
      ...(detail !== undefined ? { detail } : {}),
      ...(pointer !== undefined ? { source: { pointer } } : {}),
      ...(parameter !== undefined ? { source: { parameter } } : {}),
    })),
  };
}
