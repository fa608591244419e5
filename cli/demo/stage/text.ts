/** A message of the API as a person reads it who knows the objects by name: `'private' (apool-v0abc)` is `'private'`. */
export const withoutIds = (text: string): string =>
  text.replace(/ \((agent|apool|env|run|vcs|ws)-\w+\)/g, "");
