/** How messages name an object: its name for people, its id for machines. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** An object as refusals name it, by name and id. */
export const naming = ({ id, name }: Named): string => `'${name}' (${id})`;
