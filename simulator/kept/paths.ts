/** A path of the contract as routes have it, with `*` for an id. */
export const patternOf = (path: string) => path.slice(1).replace(/\{\w+\}/g, "*");
