import type { Entities } from "../../core/entities.js";
import type { Reader, Store } from "../../core/schema.js";
import type { Clock } from "../../platform/clock/index.js";
import type { Change } from "../../platform/store/index.js";
import type { Who } from "../contract/answers.js";
import { type Cause, currentCause } from "./cause.js";

/** The most entries that are kept. A new one removes the oldest. */
const KEPT_ENTRIES = 10_000;

/** A change of one object in a commit, and who made it. */
export interface Entry {
  /** Rises by one with each entry. */
  readonly number: number;
  /** The commit: its changes happened at once. */
  readonly seq: number;
  /** Milliseconds on the sandbox clock. */
  readonly at: number;
  readonly who: Who;
  readonly via: Pick<Cause, "method" | "path" | "requestId"> | null;
  readonly change: Change<Entities>;
}

/** Fields that change by use alone, and are not worth an entry. */
const BOOKKEEPING = new Set(["lastUsedAt", "lastSeenAt", "lastTriggeredAt"]);

type Fields = Readonly<Record<string, unknown>>;

/** A field that an update does not change is the same value, so it need not be serialized to be compared. */
const differs = (before: unknown, after: unknown) =>
  !Object.is(before, after) && JSON.stringify(before) !== JSON.stringify(after);

/** The fields that an update changed. */
export const changedFields = (before: Fields, after: Fields): readonly string[] =>
  Object.keys(after).filter((name) => differs(before[name], after[name]));

function isNews({ type, before, after }: Change<Entities>): boolean {
  if (type === "sandbox") return false;
  if (before === undefined || after === undefined) return true;
  return changedFields(before as never, after as never).some((name) => !BOOKKEEPING.has(name));
}

const SANDBOX: Who = { type: "sandbox", id: null, name: "the sandbox itself", token: null };

function whoIs(reader: Reader, { actor }: Cause): Who {
  if (actor === null) return { ...SANDBOX, type: "nobody", name: "nobody known" };
  const { type, id, token } = actor;
  const owner = reader.get(type, id) as { readonly name?: string; readonly email?: string } | undefined;
  return { type, id, name: owner?.email ?? owner?.name ?? id, token };
}

/**
 * All changes of objects since the simulator was started, with who made them. The log is cheap: entities are immutable, and an
 * entry is computed when it is requested.
 */
export class AuditLog {
  private readonly entries: Entry[] = [];
  private last = 0;

  constructor(store: Store, clock: Clock) {
    store.onCommit(({ seq, changes }) => {
      const cause = currentCause();
      const who = cause === null ? SANDBOX : whoIs(store, cause);
      const via = cause && { method: cause.method, path: cause.path, requestId: cause.requestId };
      for (const change of changes)
        if (isNews(change))
          this.entries.push({ number: ++this.last, seq, at: clock.now(), who, via, change });
      // Cut in large pieces, so that keeping the list short costs next to nothing.
      if (this.entries.length >= 2 * KEPT_ENTRIES) this.entries.splice(0, this.entries.length - KEPT_ENTRIES);
    });
  }

  /** Entries that fit, newest first, from before an entry if one is given. */
  *newest(fits: (entry: Entry) => boolean, before: number = Number.POSITIVE_INFINITY): Generator<Entry> {
    const oldest = Math.max(0, this.entries.length - KEPT_ENTRIES);
    for (let i = this.entries.length - 1; i >= oldest; i--) {
      const entry = this.entries[i]!;
      if (entry.number < before && fits(entry)) yield entry;
    }
  }
}
