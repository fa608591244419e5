import type { TerraformResource } from "cdktf";

/**
 * Runs `adjust` each time before the resource is written. The effect of a link on its ends depends on the whole stack,
 * including constructs that are declared after the link.
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

/** Leaves the resource out of the stack while `leftOut` returns true. */
export function leaveOutWhile(resource: TerraformResource, leftOut: () => boolean): void {
  const { toTerraform, toHclTerraform, toMetadata } = resource;
  resource.toTerraform = () => (leftOut() ? {} : toTerraform.call(resource));
  resource.toHclTerraform = () => (leftOut() ? {} : toHclTerraform.call(resource));
  resource.toMetadata = () => (leftOut() ? {} : toMetadata.call(resource));
}

/** A property that the author of the stack may set and links may extend. It keeps both parts separate. */
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

  /** The author's part. */
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
