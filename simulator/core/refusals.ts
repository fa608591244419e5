/** How messages name an object: its name for people, its id for machines. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** An object as refusals name it, by name and id. */
export const naming = ({ id, name }: Named): string => `'${name}' (${id})`;

/** Names at most `limit` objects, then says how many more there are. */
export const namingAll = (objects: readonly Named[], limit = 5): string =>
  enumerate(objects.map(naming), limit);

/** The same for objects without names. */
export const listing = (objects: readonly { readonly id: string }[], limit = 5): string =>
  enumerate(
    objects.map(({ id }) => id),
    limit,
  );

function enumerate(texts: readonly string[], limit: number): string {
  const more = texts.length - limit;
  const named = texts.slice(0, limit).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}
