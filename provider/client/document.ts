/** The parts of a JSON:API document that the API uses. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Names an object. */
export interface Ref {
  readonly type: string;
  readonly id: string;
}

export interface Relationship {
  readonly data?: Ref | readonly Ref[] | null;
}

/** An object as the API shows it; attribute and relationship names are in kebab case. */
export interface Resource extends Ref {
  readonly attributes: Readonly<Record<string, Json>>;
  readonly relationships: Readonly<Record<string, Relationship>>;
  readonly links?: Readonly<Record<string, Json>>;
}

/** The body of a request. The id is in the path (PATCH) or not known yet (POST). */
export interface Draft {
  readonly type: string;
  readonly id?: string;
  readonly attributes?: Readonly<Record<string, Json>>;
  readonly relationships?: Readonly<Record<string, Relationship>>;
}

/** One object with the included objects. */
export interface One {
  readonly data: Resource;
  readonly included: readonly Resource[];
}

/** The objects of a list with what the request asked to include. */
export interface Many {
  readonly data: readonly Resource[];
  readonly included: readonly Resource[];
}

/** Query parameters by their full names: `include`, `filter[name]`, `page[size]`. Undefined ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** One entry of an error document. */
export interface ApiErrorItem {
  readonly status?: string;
  readonly title?: string;
  readonly detail?: string;
  /** JSON pointer into the request's document, such as `/data/relationships/agent-pool`. */
  readonly pointer?: string;
}

/** The id of a to-one relationship, or null. */
export function toOneId(resource: Resource, name: string): string | null {
  const data = resource.relationships[name]?.data;
  return data && !Array.isArray(data) ? (data as Ref).id : null;
}

/** The ids of a to-many relationship; empty when the API shows none. */
export function toManyIds(resource: Resource, name: string): string[] {
  const data = resource.relationships[name]?.data;
  return Array.isArray(data) ? data.map((ref: Ref) => ref.id) : [];
}

/** A body's resource with the parts that an answer may leave out filled in. */
export function asResource(value: Partial<Resource> & Ref): Resource {
  return { ...value, attributes: value.attributes ?? {}, relationships: value.relationships ?? {} };
}
