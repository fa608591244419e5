import type { TerraformResource } from "cdktf";

/**
 * Runs `adjust` whenever the resource is about to be written. What a link does to the constructs it joins depends on all that
 * the stack declares, also on what is declared after the link.
 */
export function beforeWriting(resource: TerraformResource, adjust: () => void): void {
  const { toTerraform, toHclTerraform } = resource;
  resource.toTerraform = () => {
    adjust();
    return toTerraform.call(resource);
  };
  resource.toHclTerraform = () => {
    adjust();
    return toHclTerraform.call(resource);
  };
}

/** Leaves the resource out of the stack as long as `leftOut` says so. */
export function leaveOutWhile(resource: TerraformResource, leftOut: () => boolean): void {
  const { toTerraform, toHclTerraform, toMetadata } = resource;
  resource.toTerraform = () => (leftOut() ? {} : toTerraform.call(resource));
  resource.toHclTerraform = () => (leftOut() ? {} : toHclTerraform.call(resource));
  resource.toMetadata = () => (leftOut() ? {} : toMetadata.call(resource));
}

/** A property that the stack's author may set and that links add to: it keeps the two apart. */
export class Overlay<T> {
  #own: T;
  #written: T;

  constructor(
    private readonly get: () => T,
    private readonly set: (value: T) => void,
    private readonly compute: (own: T) => T,
  ) {
    this.#own = get();
    this.#written = this.#own;
  }

  /** What the author set. */
  get own(): T {
    const current = this.get();
    if (current !== this.#written) this.#own = current;
    return this.#own;
  }

  apply(): void {
    this.#written = this.compute(this.own);
    this.set(this.#written);
  }
}
