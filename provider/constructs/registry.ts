import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** Finds the links of a stack by their ends, without a walk through the whole stack for each link. */
export class Registry<T extends IConstruct> {
  readonly #stacks = new WeakMap<TerraformStack, Map<string, T[]>>();

  add(link: T, key: string): void {
    const stack = TerraformStack.of(link);
    const byKey = this.#stacks.get(stack) ?? new Map<string, T[]>();
    this.#stacks.set(stack, byKey);
    byKey.set(key, [...(byKey.get(key) ?? []), link]);
  }

  /** The links in order of declaration, without those that were removed from the stack. */
  find(scope: Construct, key: string): T[] {
    const found = this.#stacks.get(TerraformStack.of(scope))?.get(key) ?? [];
    return found.filter((one) => one.node.scope?.node.tryFindChild(one.node.id) === one);
  }
}
