import type { Logger } from "pino";
import type { Entities } from "../../../core/entities.js";
import type { Store } from "../../../core/schema.js";
import type { RunDispatch } from "../../../core/services.js";
import type { Clock } from "../../../platform/clock/index.js";
import { OnceATurn } from "../../../platform/once-a-turn.js";
import type { Change, Commit } from "../../../platform/store/index.js";
import { advancePreviews } from "./life.js";
import { isOpenPreview } from "./preview-rules.js";
import { queuePreviewStatus } from "./statuses.js";

export interface PreviewOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly dispatch: RunDispatch;
  readonly baseUrl: () => string;
}

/**
 * Previews of proposed policies: queues their runs, a few at a time, and tells the Git server how they stand. What there is
 * to do follows from what is stored, so a restart continues it.
 */
export class PolicyPreviews {
  private readonly groups = new Set<string>();
  private readonly told = new Set<string>();
  private readonly turn: OnceATurn;
  private readonly end: () => void;

  constructor(private readonly options: PreviewOptions) {
    const { store, log } = options;
    this.turn = new OnceATurn(
      () => this.pump(),
      (error) => log.error({ error }, "Previews of policies stopped: the store does not accept changes"),
    );
    this.end = store.onCommit((commit) => this.follow(commit));
    for (const preview of store.all("policy-previews"))
      if (isOpenPreview(preview)) this.groups.add(preview.policyGroup);
    this.turn.ask();
  }

  close(): void {
    this.turn.close();
    this.end();
  }

  private follow({ changes }: Commit<Entities>): void {
    for (const change of changes) {
      const group = this.groupOf(change);
      if (group !== undefined) this.groups.add(group);
      // Of one that a restored snapshot brings back, the Git server was told when it happened.
      if (change.type === "policy-previews" && change.before && change.after?.status !== change.before.status)
        this.told.add(change.id);
    }
    if (this.groups.size + this.told.size > 0) this.turn.ask();
  }

  /** The group whose previews a change concerns; undefined for none. */
  private groupOf({ type, before, after }: Change<Entities>): string | undefined {
    if (type === "policy-previews") return after?.policyGroup;
    if (type !== "runs" || before?.status === after?.status) return undefined;
    const preview = (after ?? before)?.policyPreview;
    return preview === undefined
      ? undefined
      : this.options.store.get("policy-previews", preview)?.policyGroup;
  }

  private pump(): void {
    const { store, clock, dispatch, baseUrl } = this.options;
    const [groups, told] = [[...this.groups], [...this.told]];
    this.groups.clear();
    this.told.clear();
    if (groups.length + told.length === 0) return;
    store.transact((tx) => {
      const now = clock.now();
      const op = { tx, now, caller: { user: null }, services: { dispatch } };
      for (const group of groups) advancePreviews(op, group);
      for (const id of told) queuePreviewStatus(tx, id, baseUrl(), now);
    });
  }
}
