import type { Transaction } from "./transaction.js";
import type { Change, Model, Tx, TypeName } from "./types.js";

/** What follows from a change, in the same transaction. */
export type Follower<M extends Model<M>, T extends TypeName<M>> = (
  tx: Tx<M>,
  change: Extract<Change<M>, { readonly type: T }>,
) => void;

/** The followers of a store, by the type that each follows. */
export class Followers<M extends Model<M>> {
  private readonly entries = new Set<{
    readonly type: string;
    readonly follower: Follower<M, TypeName<M>>;
  }>();
  private types: ReadonlySet<string> = new Set();

  add<T extends TypeName<M>>(type: T, follower: Follower<M, T>): () => void {
    const entry = { type, follower: follower as unknown as Follower<M, TypeName<M>> };
    this.entries.add(entry);
    this.index();
    return () => {
      this.entries.delete(entry);
      this.index();
    };
  }

  /** Most transactions change nothing that is followed, and cost one look at what they touched. */
  follow(transaction: Transaction<M>): void {
    if (this.types.size === 0 || transaction.cleared || !transaction.touches(this.types)) return;
    for (const change of transaction.changes())
      for (const { type, follower } of [...this.entries])
        if (type === change.type) follower(transaction, change as never);
  }

  private index(): void {
    this.types = new Set([...this.entries].map(({ type }) => type));
  }
}
