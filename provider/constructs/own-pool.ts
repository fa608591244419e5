import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { PoolLink } from "./pool-link.js";

/**
 * The rules that a construct breaks whose pool is set by its own attribute, not by a link; a link reports its mistakes itself.
 */
export function mistakesOfOwn(
  holder: IConstruct,
  kind: abstract new (...args: never[]) => PoolLink,
  own: () => string | undefined,
  mistakes: (pool: string) => string[],
): string[] {
  const pool = own();
  if (pool === undefined) return [];
  const links = TerraformStack.of(holder)
    .node.findAll()
    .filter((one): one is PoolLink => one instanceof kind);
  return links.some((link) => link.holds(holder)) ? [] : mistakes(pool);
}
