import type { Entities } from "../../core/entities.js";
import { badRequest } from "../../core/errors.js";
import type { Answer } from "../../core/resource.js";
import { isObject } from "../../core/values.js";
import { json } from "../scalr/route.js";

/** A resource object of a JSON:API document. */
export interface ResourceObject {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data: unknown }>>;
  readonly links?: Readonly<Record<string, string>>;
}

/** A relationship to one object, `{"data": {"type", "id"}}`; null for none. */
export const toOne = (type: string, id: string | null) => ({ data: id === null ? null : { type, id } });

/** A relationship to any number of objects. */
export const toMany = (type: string, ids: readonly string[]) => ({ data: ids.map((id) => ({ type, id })) });

/** Answers with one object and the objects that the request asked to include. */
export const one = (data: ResourceObject, status = 200, included: readonly ResourceObject[] = []): Answer =>
  json(status, JSON.stringify(included.length === 0 ? { data } : { data, included }));

const MOST = 100;

const numberIn = (params: URLSearchParams, name: string, otherwise: number, most: number): number => {
  const number = Number(params.get(name) ?? otherwise);
  return Number.isInteger(number) && number >= 1 ? Math.min(number, most) : otherwise;
};

/** Answers with the requested page of a list: 20 objects by default, at most 100. */
export function page<E>(
  entities: readonly E[],
  params: URLSearchParams,
  shown: (entity: E) => ResourceObject,
): Answer {
  const size = numberIn(params, "page[size]", 20, MOST);
  const current = numberIn(params, "page[number]", 1, Number.MAX_SAFE_INTEGER);
  const pages = Math.max(1, Math.ceil(entities.length / size));
  const data = entities.slice((current - 1) * size, current * size).map(shown);
  const pagination = {
    "current-page": current,
    "page-size": size,
    "prev-page": current > 1 ? current - 1 : null,
    "next-page": current < pages ? current + 1 : null,
    "total-pages": pages,
    "total-count": entities.length,
  };
  return json(200, JSON.stringify({ data, meta: { pagination } }));
}

/** The members of a JSON:API request that the routes here read. */
export interface Sent {
  readonly attributes: Readonly<Record<string, unknown>>;
  /** The id that a to-one relationship names, if it was given. */
  readonly related: (name: string) => string | null;
}

/** @throws ApiError 400 for a body that is not a JSON:API document */
export function sent(body: unknown): Sent {
  if (!isObject(body) || !isObject(body.data))
    throw badRequest("The body must be a JSON:API document with a member 'data'.", "");
  const { attributes = {}, relationships = {} } = body.data;
  if (!isObject(attributes)) throw badRequest("The attributes must be an object.", "/data/attributes");
  return {
    attributes,
    related: (name) => {
      const link = isObject(relationships) ? relationships[name] : undefined;
      const data = isObject(link) ? link.data : undefined;
      return isObject(data) && typeof data.id === "string" ? data.id : null;
    },
  };
}

/** The attributes in `names` that were given, under the names of our own resources. */
export const renamed = (
  attributes: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(names)
      .filter(([theirs]) => attributes[theirs] !== undefined)
      .map(([theirs, ours]) => [ours, attributes[theirs]]),
  );

/** A request to create or change one of our own resources, in the form that its rules expect. */
export const request = (
  type: keyof Entities,
  attributes: Readonly<Record<string, unknown>>,
  links: Readonly<Record<string, readonly [type: keyof Entities, id: string]>> = {},
) => ({
  data: {
    type,
    attributes,
    relationships: Object.fromEntries(
      Object.entries(links).map(([name, [target, id]]) => [name, toOne(target, id)]),
    ),
  },
});
