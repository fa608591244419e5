import type { AccessToken } from "../core/entities.js";
import type { Store } from "../core/schema.js";

/** The most tokens that are remembered. A new one removes the oldest. */
const MOST = 1_000;

/** A token that was revoked. */
export interface GoneToken {
  readonly name: string | null;
  /** Milliseconds since the epoch on the sandbox's clock. */
  readonly at: number;
}

/**
 * The tokens that were revoked since the process started, by their hashes. A caller that uses one learns that it was revoked, not
 * that it never existed.
 */
export class RevokedTokens {
  private readonly gone = new Map<string, GoneToken>();
  private readonly unsubscribe: () => void;

  constructor(store: Store, now: () => number) {
    this.unsubscribe = store.onCommit(({ changes }) => {
      for (const { type, before, after } of changes)
        if (type === "access-tokens" && before !== undefined && after === undefined)
          this.remember(before as AccessToken, now());
    });
  }

  /** The token with this hash, if it was revoked. */
  find(hash: string): GoneToken | undefined {
    return this.gone.get(hash);
  }

  close(): void {
    this.unsubscribe();
  }

  private remember({ hash, name, description }: AccessToken, at: number): void {
    this.gone.set(hash, { name: name ?? description, at });
    if (this.gone.size > MOST) this.gone.delete(this.gone.keys().next().value!);
  }
}
