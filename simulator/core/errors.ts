/**
 * The error catalogue of the scalr.io API: every rejected request throws an ApiError, which becomes a JSON:API error document
 * `{"errors":[{"status","title","detail","source":{"pointer"}}]}` at the edge.
 */

export interface ErrorItem {
  readonly title: string;
  /** Absent if the title says everything (E1): clients print both, with an empty line between them. */
  readonly detail?: string;
  /** JSON pointer into the body of the request, if one part of it is wrong. */
  readonly pointer?: string;
  /** Name of the wrong query parameter. */
  readonly parameter?: string;
}

/** The message, in one sentence or more. */
export const textOf = ({ title, detail }: ErrorItem): string => detail ?? title;

/** A rejected request with its HTTP status. `headers` are sent with the response (Allow, WWW-Authenticate). */
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

/** The JSON pointer of an attribute in a request, or of a part of its value: an index of a list, a member of an object (E3). */
export const attributePointer = (name: string, ...parts: readonly (string | number)[]) =>
  ["/data/attributes", name, ...parts].join("/");
/** The JSON pointer of a relationship in a request. */
export const relationshipPointer = (name: string) => `/data/relationships/${name}`;

const unknown = (model: string, id: string) => `${model} with ID '${id}' not found or user unauthorized.`;

/** 404: an id in the path does not exist, or the caller may not read it (R21). The error has a title only (E1). */
export const notFound = (model: string, id: string) => new ApiError(404, [{ title: unknown(model, id) }]);

/** 404: the path does not exist. */
export const noRoute = (method: string, path: string) =>
  one(404, "Not Found", `There is no ${method} ${path} here.`);

/** 501: the sandbox does not simulate this operation of the contract. */
export const notSimulated = (method: string, path: string) =>
  one(
    501,
    "Not Implemented",
    `The sandbox does not simulate ${method} ${path}; docs/reference/api.md lists what it does.`,
  );

/** 405, with the methods of the path in `Allow`. */
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

/** 401: no token, or an invalid one. */
export const unauthorized = (detail: string) =>
  new ApiError(401, [{ title: "Unauthorized", detail }], { "WWW-Authenticate": "Bearer" });

/** 403: the caller may read the object but not do this (R20, R21). */
export const forbidden = (detail: string) => one(403, "Forbidden", detail);

/** 403: the caller lacks a permission (R20, R21). */
export const lacksPermission = (permission: string, scope: string) =>
  forbidden(`You don't have permission to perform this action: '${permission}' is required in ${scope}.`);

/** 400: the request cannot be parsed; `pointer` names the place, if there is one. */
export const badRequest = (detail: string, pointer?: string) =>
  one(400, "Bad Request", detail, pointer === undefined ? {} : { pointer });

/** 400: a query parameter is invalid. */
export const invalidParameter = (parameter: string, detail: string) =>
  one(400, "Invalid Query Parameter", detail, { parameter });

/** 409: the object's state does not allow it. */
export const conflict = (detail: string, pointer?: string) =>
  one(409, "Conflict", detail, pointer === undefined ? {} : { pointer });

/** 422: the value of an attribute is invalid. */
export const invalidAttribute = (name: string, detail: string, ...parts: readonly (string | number)[]) =>
  one(422, "Invalid Attribute", detail, { pointer: attributePointer(name, ...parts) });

/** 422: a rule rejects the target of a relationship. */
export const invalidRelationship = (name: string, detail: string) =>
  one(422, "Invalid Relationship", detail, { pointer: relationshipPointer(name) });

/** 422: a rule rejects the request as a whole. */
export const invalid = (detail: string, pointer?: string) =>
  one(422, "Validation Error", detail, pointer === undefined ? {} : { pointer });

/** 404: a to-one target that does not exist or that the caller may not read. */
export const unknownTarget = (relationship: string, model: string, id: string) =>
  one(404, "Invalid Relationship", unknown(model, id), { pointer: relationshipPointer(relationship) });

/** 404: a to-many target that does not exist or that the caller may not read. */
export const unknownMember = (relationship: string, id: string, index: number) =>
  one(404, "Invalid Relationship", unknown(`Relationship '${relationship}'`, id), {
    pointer: `${relationshipPointer(relationship)}/data/${index}`,
  });

/** 404: tags have a text of their own. */
export const unknownTag = (id: string) => one(404, "Validation Error", unknown("Tag", id));

/** 410: the task or object of the caller has ended (R17, R19). */
export const gone = (detail: string) => one(410, "Gone", detail);
/** 406: the caller accepts none of the response's content types. */
export const notAcceptable = (detail: string) => one(406, "Not Acceptable", detail);
/** 415: the content type of the body is not supported. */
export const unsupportedMediaType = (detail: string) => one(415, "Unsupported Media Type", detail);
/** 413: the body has more bytes than the limit. */
export const tooLarge = (limit: number) =>
  one(413, "Payload Too Large", `The body is larger than the limit of ${limit} bytes.`);

/** 413, with its own message. */
export const payloadTooLarge = (detail: string) => one(413, "Payload Too Large", detail);

/** 426: the agent is too old. */
export const upgradeRequired = (detail: string) => one(426, "Upgrade Required", detail);

/** 400: the body has too many levels. */
export const tooDeep = (levels: number) =>
  one(400, "Bad Request", `The body is nested deeper than ${levels} levels.`);

/** The error document of a rejected request. */
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
