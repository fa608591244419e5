import type { End } from "./ends.js";
import { linksOf } from "./pool-link.js";

/**
 * The rules that a construct breaks whose pool is set by its own attribute, not by a link; a link reports its mistakes itself.
 */
export function mistakesOfOwn(
  holder: Exclude<End, string>,
  linkType: string,
  own: () => string | undefined,
  mistakes: (pool: string) => string[],
): string[] {
  const pool = own();
  return pool === undefined || linksOf(linkType, holder).length > 0 ? [] : mistakes(pool);
}
