/**
 * How a resource type is declared.
 *
 * A type is one `defineResource<"environments">({...})` in a file of its own, listed in `api/scalr/resource-types.ts`. The
 * generic layer turns it into routes, validation, error documents, includes, filters, sorting and pagination. Behavior
 * goes into hooks, which run INSIDE the transaction of the request: a hook that throws an ApiError rejects the
 * request, and nothing is stored.
 *
 *     export const tags = defineResource<"tags">({
 *       type: "tags", model: "Tag", idPrefix: "tag",
 *       attributes: {
 *         name: { type: "string", writable: true, required: true, minLength: 1, maxLength: 255 },
 *         "in-use": { type: "boolean", read: (tag, { reader }) => reader.count("workspaces", "tag", tag.id) > 0 },
 *       },
 *       relationships: { account: { kind: "to-one", target: "accounts" } },
 *       filters: { name: { index: "name", values: (tag) => tag.name } },
 *       sort: { name: (tag) => tag.name },
 *       search: (tag) => [tag.name],
 *       operations: { list: "tags:read", read: "tags:read", create: "tags:create", delete: "tags:delete" },
 *       initial: ({ services }) => ({ account: services.accountId }),
 *     });
 *
 * - **Attributes** are stored in the entity's field of the same name in camel case, unless `field` names another or
 *   `read` derives the value. `writable: "create"` is fixed at creation. A writable attribute without a stored field
 *   (it has `read`, or is `writeOnly` with `field: null`) reaches the hooks in `input.extra`. `date-time` is ISO 8601
 *   outside and milliseconds inside.
 * - **Relationships** work in the same way. A `read` derives the inverse of what another type stores; a `write` makes such an
 *   inverse writable. `check` holds rules on a link (R3, R5, R6): it returns the text of the error (422, pointer at the
 *   relationship). `simulated: false` is always empty and accepts only an empty value.
 * - **Filters** with an `index` take time in proportion to the result; the others are tested on each candidate.
 * - **Permissions** are stated per operation, `<type>:read|create|update|delete`, and are in the table of
 *   `access/permission-rules.ts`. The generic layer checks them in the scope of the entity (`scope`): an entity that the
 *   caller may not read is a 404, an operation that it may not do a 403. Hooks do not repeat this. They check an
 *   additional permission with `op.caller.can(permission, scope)`.
 * - **Operations** exist if they have a permission. Everything else under the type's path is declared too:
 *   `actions` (`/{id}/actions/x`), `collections` (`/{id}/access-tokens`), `documents` (one other entity,
 *   `/{id}/current-state-version`), `raw` (bytes and text, `/{id}/output`), relationship `endpoints`.
 * - **Deletion**: the table of `core/deletion.ts` says which objects are deleted too, which prevent the deletion, and which
 *   links are cleared. `deletion` adds a rule that rejects it, and what ends with the object.
 */
import type { Readable } from "node:stream";
import type { Entities, EntityType } from "./entities.js";
import type { Report } from "./report.js";
import type { Reader, Tx } from "./schema.js";
import type { Scope } from "./scopes.js";
import type { Services } from "./services.js";
import type { Fault, Json, Limits, ValueType } from "./values.js";
import type { View } from "./view.js";

export type { Caller, View } from "./view.js";

/** A request that changes something, inside its transaction. */
export interface Operation extends View {
  readonly tx: Tx;
  /** Attribute values that only this response shows, by API name, such as a token's secret (R16). */
  readonly reveal: Record<string, Json>;
  /** The id under which the files of the new entity were already written (`Create.files`). */
  readonly prepared: string | null;
  /** The parameters of the request's query. */
  readonly params: URLSearchParams;
  /** True while a world file is applied: attributes with `described` may be set. */
  readonly describes: boolean;
  /** True if the world is a copy of an account: links that today's access would forbid stay (R3). */
  readonly asItIs: boolean;
  /** Creates an entity of any type, under the rules of that type. */
  insert<T extends EntityType>(type: T, input: Input<Entities[T]>): Entities[T];
  /** The entity with an id, if it exists and the caller may read it (R21). */
  readable<T extends EntityType>(type: T, id: string): Entities[T] | undefined;
  /** Deletes an entity and all entities that are deleted with it. @throws ApiError 409 if another entity prevents it */
  remove<T extends EntityType>(entity: Entities[T]): void;
}

/** An attribute of a type. */
export interface Attribute<E> extends Limits {
  readonly type: ValueType;
  readonly nullable?: boolean;
  /** Whether requests may set it; "create": only at creation, a later change is rejected. */
  readonly writable?: boolean | "create";
  /** No request sets it, and a described world does. */
  readonly described?: true;
  /** Never shown. */
  readonly writeOnly?: boolean;
  /** An older name, which requests may use and responses show too (E21). */
  readonly alias?: string;
  /** Left out of responses while it has no value. Other attributes are null then. */
  readonly omitted?: boolean;
  readonly required?: boolean;
  /** The value if a creation does not set the attribute, or sets an attribute to null that cannot be null. */
  readonly default?: Json;
  /** The entity's field, by default the name in camel case; null when nothing is stored. */
  readonly field?: (keyof E & string) | null;
  /** Derives the value. `pure`: it depends only on the entity and is serialized once. */
  readonly read?: (entity: E, view: View) => Json;
  readonly pure?: boolean;
  /** An additional check of a value of the right type: what is wrong with it, or null. */
  readonly check?: (value: never) => string | Fault | null;
  /** Converts a value from a request into the stored value. */
  readonly store?: (value: never, previous: E | null) => unknown;
}

interface Link<E, T extends EntityType> {
  readonly target: T;
  readonly writable?: boolean | "create";
  readonly required?: boolean;
  readonly field?: keyof E & string;
  /** The rules of the link: why `target` is invalid for the entity as it will be (422), or null. */
  readonly check?: (entity: E, target: Entities[T], op: Operation) => string | null;
  /**
   * A permission on each target that is linked or unlinked, in addition to that of the operation. Linking always needs
   * the permission to read the target.
   */
  readonly permission?: string;
  /** No request sets it, and a described world does. */
  readonly described?: true;
  /** Clients send it although it is read-only. It changes nothing, but its target must exist. */
  readonly verified?: boolean;
}

/** A relationship to one entity or none. */
export interface ToOne<E, T extends EntityType = EntityType> extends Link<E, T> {
  readonly kind: "to-one";
  readonly read?: (entity: E, view: View) => string | null;
  /** Writes a link that another type stores; called after the entity itself is written. */
  readonly write?: (op: Operation, entity: E, id: string | null) => void;
}

/** A relationship to any number of entities. */
export interface ToMany<E, T extends EntityType = EntityType> extends Link<E, T> {
  readonly kind: "to-many";
  readonly read?: (entity: E, view: View) => readonly string[];
  readonly write?: (op: Operation, entity: E, ids: readonly string[]) => void;
  /** Serves `/{id}/relationships/<name>` (GET, POST, PATCH, DELETE); "only": documents do not have it. */
  readonly endpoints?: boolean | "only";
  /** Serves `DELETE /{id}/relationships/<name>/{target}` too. */
  readonly members?: boolean;
}

/** A relationship of the API's contract whose target the sandbox does not simulate. */
export interface Unsimulated {
  readonly kind: "to-one" | "to-many";
  readonly simulated: false;
}

/** One relationship to any of the types. */
export type Relationship<E> = { [T in EntityType]: ToOne<E, T> | ToMany<E, T> }[EntityType] | Unsimulated;

/** `filter[name]=a,b`, `in:a,b` and `like:a`; a value `null` asks for entities that have none. */
export interface Filter<E> {
  /** The store index whose key is the value of the filter; "id" for the entity's own id. */
  readonly index?: string;
  /** The texts of the entity that the filter compares: one, several, or none. */
  readonly values: (entity: E, view: View) => string | readonly string[] | null;
  /** R3: entities that every environment may use. They match the id of any existing environment (E5). */
  readonly shared?: (entity: E) => boolean;
  /** The values are times in ISO 8601, and `between:<from>,<to>` asks for a span of them. */
  readonly date?: true;
}

/** The body of a creation or update, after all checks of types and targets. */
export interface Input<E> {
  /** Names of the attributes and relationships that the client sent. */
  readonly given: ReadonlySet<string>;
  /** Stored fields with their new values. */
  readonly changes: Partial<E>;
  /** Writable attributes that are not stored, by API name. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** A creation that does more than insert the entity. */
export interface Create<E> {
  readonly permission: string;
  /** Replaces the plain insertion; returns the entity that it inserted. */
  readonly run: (op: Operation, input: Input<E>) => E;
  /** Limit of the body in bytes, if 1 MiB is not enough. */
  readonly limit?: number;
  /** Files of the new entity, which must exist before it is inserted. */
  readonly files?: {
    /** Writes them under the id that the entity is to have and returns it, or null when there are none. */
    readonly write: (body: unknown, services: Services) => Promise<string | null>;
    /** Deletes them if the creation is rejected. */
    readonly discard: (id: string, services: Services) => Promise<void>;
  };
}

/** The permission of each operation that the type has. */
export interface Operations<E> {
  readonly list?: string;
  readonly read?: string;
  readonly create?: string | Create<E>;
  readonly update?: string;
  readonly delete?: string;
}

/** An entity of the type, or of the one that the action `answers` with. */
export type ActionResult<E> = E | Entities[EntityType] | undefined;

/** `POST /{id}/actions/<name>`. `ids` are all ids of the path, where `at` has more than the object's. */
export interface Action<E> {
  readonly permission: string;
  readonly method?: "POST" | "GET" | "DELETE";
  /** The members of its body, which is a JSON object and not a JSON:API document. */
  readonly members?: Readonly<Record<string, ValueType>>;
  /** Path below the object, if it is not `actions/<name>`. */
  readonly at?: string;
  /** Returns the entity of the response (200), or nothing (204, or `status`). `body` is the JSON of the request, if any. */
  readonly run: (op: Operation, entity: E, body: unknown, ids: readonly string[]) => ActionResult<E>;
  /** The type of the returned entity, if it is another type. */
  readonly answers?: EntityType;
  readonly status?: number;
}

/** `/{id}/<name>`: the entities of another type that belong to this one. */
export interface Collection<E, T extends EntityType = EntityType> {
  readonly type: T;
  readonly list?: {
    readonly permission: string;
    readonly find: (entity: E, view: View & { readonly params: URLSearchParams }) => Iterable<Entities[T]>;
  };
  readonly create?: {
    readonly permission: string;
    readonly run: (op: Operation, entity: E, input: Input<Entities[T]>) => Entities[T];
  };
}

/** Where entities are created and listed below one of another type: `provider-configurations/{id}/parameters`. */
export interface Under {
  /** The path below the API's base, with `*` for the parent's id. */
  readonly path: string;
  /** The parent's type. */
  readonly type: EntityType;
  /** The to-one relationship to the parent, and the field and index of it. */
  readonly link: string;
  readonly field: string;
  /** The permission of each operation. An operation without a permission does not exist. */
  readonly list?: string;
  readonly create?: string;
}

/** `GET /{id}/<name>`: one entity of another type; undefined is a 404. */
export interface Document<E, T extends EntityType = EntityType> {
  readonly type: T;
  readonly permission: string;
  readonly find: (entity: E, view: View) => Entities[T] | undefined;
}

/** A response that is not a JSON:API document. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | Readable;
}

/** A request for bytes or text. */
export interface RawRequest<E> extends View {
  readonly entity: E;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes of the body, unparsed and without a limit. */
  readonly stream: Readable;
  /** Runs one transaction. The response waits until it is on disk. */
  readonly transact: <R>(change: (op: Operation) => R) => R;
}

/** `/{id}/<name>` with bytes or text instead of JSON:API. */
export interface Raw<E> {
  readonly method: "GET" | "PUT" | "POST";
  /** Null if the address itself is the secret and no token is needed. */
  readonly permission: string | null;
  readonly handle: (request: RawRequest<E>) => Answer | Promise<Answer>;
}

/** What the deletion of an entity does in addition to the table of `core/deletion.ts`. */
export interface Deletion<E> {
  /**
   * Why it cannot be deleted, or null. `asked` says that it was itself to be deleted, and not something by which it
   * goes.
   */
  readonly refuse?: (entity: E, view: View, asked: boolean) => string | null;
  /** Ends what belongs to it, before it is deleted. `root` is the entity whose deletion was requested: itself, or one that takes it along. */
  readonly leaving?: (op: Operation, entity: E, root: Entities[EntityType]) => void;
}

/** The declaration of a type. */
export interface Resource<T extends EntityType, E = Entities[T]> {
  readonly type: T;
  /** The name of the type in the API's description. */
  readonly model: string;
  /** The name in error messages, if it differs. */
  readonly errorModel?: string;
  readonly idPrefix: string;
  /** Path below the API's base, by default the type; `*` stands for the id of the parent (`under`). */
  readonly path?: string;
  readonly under?: Under;
  /** The type has one entity, and its path has no id. This is its value until somebody changes it. */
  readonly singleton?: (view: View) => E;
  readonly attributes: Readonly<Record<string, Attribute<E>>>;
  readonly relationships: Readonly<Record<string, Relationship<E>>>;
  readonly filters?: Readonly<Record<string, Filter<E>>>;
  readonly sort?: Readonly<Record<string, (entity: E) => string | number | boolean | null>>;
  /** Texts that `query` searches, in addition to the id. */
  readonly search?: (entity: E, view: View) => readonly (string | null)[];
  readonly operations: Operations<E>;
  /** World files may create them, although no request may. */
  readonly described?: true;
  /** R21: the permission to read one, if no operation reads it and it is only included in other documents. */
  readonly readPermission?: string;
  /**
   * R21: the scope of an entity, in which permissions on it are checked. By default its stored `workspace`,
   * else its stored `environment`, else the account.
   */
  readonly scope?: (entity: E, reader: Reader) => Scope;
  /**
   * R21: the environments that may use an entity of the account. A caller with the permission to read it in one of them, or
   * in a workspace there, may read it. By default these are the stored `environments` of a type with `is-shared`,
   * else none.
   */
  readonly usableIn?: (entity: E, reader: Reader) => "all" | readonly string[];
  /**
   * R21: permissions of which the caller needs one in place of `permission`, for one entity or (null) for the type. An
   * empty list needs none. By default the permission itself.
   */
  readonly alternatives?: (permission: string, entity: E | null, view: View) => readonly string[];
  /** Entities that are the same in every sandbox and are not stored. */
  readonly constant?: ReadonlyMap<string, E>;
  /** False for stored entities that do not exist for the API. */
  readonly visible?: (entity: E) => boolean;
  /** Further lists of this type at paths of their own (`runs-queue`). */
  readonly lists?: Readonly<
    Record<string, { readonly permission: string; readonly find: (view: View) => Iterable<E> }>
  >;
  /** A path of the account (`*` for its id) at which one entity of this type is read, or null while there is none. */
  readonly current?: {
    readonly path: string;
    readonly permission: string;
    readonly find: (view: View) => E | undefined;
  };
  /** Reports about objects of other types, by their paths. */
  readonly reports?: Readonly<Record<string, Report>>;
  readonly links?: (entity: E, view: View) => Readonly<Record<string, string>>;
  /** The fields of a new entity that the request does not set. */
  readonly initial?: (op: Operation, input: Input<E>) => Partial<E>;
  readonly hooks?: {
    /** Changes the input before it is applied; returns the new input. */
    readonly prepare?: (op: Operation, input: Input<E>, previous: E | null) => Input<E>;
    /** Checks the entity as it will be. Throws an ApiError to reject the request. */
    readonly check?: (op: Operation, next: E, previous: E | null, input: Input<E>) => void;
    readonly afterCreate?: (op: Operation, entity: E, input: Input<E>) => void;
    readonly afterUpdate?: (op: Operation, entity: E, previous: E, input: Input<E>) => void;
  };
  readonly actions?: Readonly<Record<string, Action<E>>>;
  readonly collections?: Readonly<Record<string, { [C in EntityType]: Collection<E, C> }[EntityType]>>;
  readonly documents?: Readonly<Record<string, { [D in EntityType]: Document<E, D> }[EntityType]>>;
  readonly raw?: Readonly<Record<string, Raw<E> | readonly Raw<E>[]>>;
  readonly deletion?: Deletion<E>;
}

/** A declaration whose type parameter no longer matters: the generic layer handles all types alike. */
// biome-ignore lint/suspicious/noExplicitAny: entities of different types share no shape.
export type AnyResource = Resource<any, any>;

/** Declares a type; the compiler checks it against the type's entity. */
export function defineResource<T extends EntityType>(resource: Resource<T>): AnyResource {
  return resource;
}
