import type { Entities } from "./entities.js";
import type { Attribute, Filter, Relationship, ToOne, View } from "./resource.js";

/** Attributes and relationships that many types have alike. */

/** E18: letters, digits and blanks of any language, and the punctuation that names have. */
const IN_NAMES = /^[\p{L}\p{M}\p{N} ._:/@+=()[\]#,&'-]*$/u;

/** What is wrong with a name, or null. */
export function nameFault(name: string): string | null {
  if (IN_NAMES.test(name)) return null;
  const wrong = [...new Set([...name].filter((each) => !IN_NAMES.test(each)))].map((each) =>
    JSON.stringify(each),
  );
  return `Name can have letters, digits, spaces and . _ - : / @ + = ( ) [ ] # , & ', and not ${wrong.join(", ")}.`;
}

/** A name that people see: never empty, at most 255 characters. */
export const NAME = {
  type: "string",
  writable: true,
  required: true,
  minLength: 1,
  maxLength: 255,
  emptyText: "Name cannot be empty.",
  check: nameFault,
} as const satisfies Attribute<unknown>;

export const CREATED_AT = { type: "date-time", field: "createdAt" } as const;

/** What a to-many relationship reads of the entities that it leads to. */
export const idsOf = (entities: readonly { readonly id: string }[]): string[] => entities.map(({ id }) => id);

/** The email of a user or a service account. */
export const emailOf = (id: string | null, { reader }: View): string | null =>
  id === null ? null : ((reader.get("users", id) ?? reader.get("service-accounts", id))?.email ?? null);

/** The user behind a field, or null once that user is gone. */
export const userLink = <E>(field: keyof E & string): ToOne<E, "users"> => ({
  kind: "to-one",
  target: "users",
  read: (entity, { reader }) => {
    const id = entity[field] as string | null;
    return id !== null && reader.get("users", id) ? id : null;
  },
});

/** The account that everything belongs to: clients send it, and it must be the right one. */
export const ACCOUNT_LINK = {
  kind: "to-one",
  target: "accounts",
  verified: true,
} as const satisfies Relationship<{ readonly account: string }>;

/** `filter[<type>]`: by the entity's own id. */
export const byId = <E extends { readonly id: string }>(): Filter<E> => ({
  index: "id",
  values: (entity) => entity.id,
});

/** `filter[name]`. */
export const byName = <E extends { readonly name: string }>(): Filter<E> => ({
  index: "name",
  values: (entity) => entity.name,
});

/** `filter[account]`. */
export const byAccount = <E extends { readonly account: string }>(): Filter<E> => ({
  index: "account",
  values: (entity) => entity.account,
});

type NamedType =
  | "tags"
  | "teams"
  | "roles"
  | "service-accounts"
  | "environments"
  | "workspaces"
  | "agent-pools"
  | "vcs-providers";

/** Another entity with the same name in the same scope, if there is one. */
export function sameName<T extends NamedType>(
  type: T,
  { reader }: Pick<View, "reader">,
  next: Entities[T],
  inScope: (other: Entities[T]) => boolean = () => true,
): Entities[T] | undefined {
  return reader.find(type, "name", next.name).find((other) => other.id !== next.id && inScope(other));
}

/** A time as the APIs write it, such as `2030-01-01T12:00:00.000Z`; null stays null. */
export function iso(at: number): string;
export function iso(at: number | null): string | null;
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** `status-timestamps`: when each status was reached. */
export const STATUS_TIMESTAMPS = {
  type: "object",
  pure: true,
  read: ({ statusTimestamps }) =>
    Object.fromEntries(Object.entries(statusTimestamps).map(([name, at]) => [name, iso(at)])),
} as const satisfies Attribute<{ readonly statusTimestamps: Readonly<Record<string, number>> }>;
