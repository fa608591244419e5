/** How messages name an object: its name for people, its id for machines. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export const naming = ({ id, name }: Named): string => `'${name}' (${id})`;

/** Names at most `limit` objects, then says how many more there are. */
export function namingAll(objects: readonly Named[], limit = 5): string {
  const names = objects.slice(0, limit).map(naming).join(", ");
  const more = objects.length - limit;
  return more > 0 ? `${names} and ${more} more` : names;
}
