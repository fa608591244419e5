/** Workspaces with a module version: their configuration is a copy of it. */
import { configurationKey, moduleKey } from "../../core/blob-keys.js";
import type { ConfigurationVersion, Entities } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { Tx } from "../../core/schema.js";
import { OnceATurn } from "../../platform/once-a-turn.js";
import type { Commit } from "../../platform/store/index.js";
import { queueRunFor, settleVersion, uploadKey } from "../../runs/configuration-versions.js";
import { failRuns, type RunContext, releaseRuns } from "../../runs/create-run.js";
import { folderOf, repoOf } from "../../vcs/modules/places.js";
import type { Kernel } from "../feature.js";

/** The `source` of configuration versions that are copies of a module version, and of their runs. */
const MODULE_SOURCE = "module";

/** Creates a configuration version for a workspace when it is linked to a module version. */
export class NoCode {
  private readonly workspaces = new Set<string>();
  private readonly copying = new Map<string, Promise<void>>();
  private readonly turn: OnceATurn;
  private readonly end: () => void;

  constructor(private readonly options: Omit<Kernel, "options">) {
    const { store, log } = options;
    this.turn = new OnceATurn(
      () => this.pump(),
      (error) => log.error({ error }, "Copies of modules stopped: the store does not accept changes"),
    );
    this.end = store.onCommit((commit) => this.follow(commit));
    for (const { id, moduleVersion } of store.all("workspaces"))
      if (moduleVersion !== null) this.workspaces.add(id);
    this.turn.ask();
  }

  /** Resolves when no copy is under way any more; what is not copied then is copied after the next start. */
  async close(): Promise<void> {
    this.turn.close();
    this.end();
    await Promise.all(this.copying.values());
  }

  private follow({ changes }: Commit<Entities>): void {
    for (const change of changes) {
      if (change.type !== "workspaces" || !change.after?.moduleVersion) continue;
      if (change.after.moduleVersion === change.before?.moduleVersion) continue;
      this.workspaces.add(change.id);
      this.turn.ask();
    }
  }

  private pump(): void {
    const { store } = this.options;
    const asked = [...this.workspaces];
    this.workspaces.clear();
    const pending = asked.flatMap((id) => this.begun(id) ?? []);
    const made = pending.length === 0 && asked.every((id) => this.lacking(id) === null);
    const begun = made ? [] : store.transact((tx) => asked.flatMap((id) => this.begin(tx, id) ?? []));
    for (const version of [...pending, ...begun])
      if (!this.copying.has(version.id))
        this.copying.set(
          version.id,
          this.copy(version).finally(() => this.copying.delete(version.id)),
        );
  }

  /** A copy that was begun and is not there yet. */
  private begun(workspace: string): ConfigurationVersion | undefined {
    return this.options.store
      .find("configuration-versions", "workspace", workspace)
      .findLast(({ status, moduleVersion }) => status === "pending" && moduleVersion !== undefined);
  }

  /** The module's version that a workspace has no configuration of yet; null where there is none, or nothing was stored of it. */
  private lacking(id: string): string | null {
    const { store } = this.options;
    const moduleVersion = store.get("workspaces", id)?.moduleVersion ?? null;
    if (moduleVersion === null || !store.get("module-versions", moduleVersion)?.isStored) return null;
    const latest = store
      .find("configuration-versions", "workspace", id)
      .findLast((version) => version.moduleVersion !== undefined);
    return latest?.moduleVersion === moduleVersion ? null : moduleVersion;
  }

  private begin(tx: Tx, workspace: string): ConfigurationVersion | null {
    const moduleVersion = this.lacking(workspace);
    if (moduleVersion === null) return null;
    const { module } = tx.get("module-versions", moduleVersion)!;
    const now = this.options.clock.now();
    const repo = repoOf(tx.get("modules", module)!);
    return tx.insert<"configuration-versions">({
      type: "configuration-versions",
      id: newId("cv"),
      workspace,
      createdAt: now,
      autoQueueRuns: true,
      isDry: false,
      source: MODULE_SOURCE,
      status: "pending",
      statusTimestamps: { "pending-at": now },
      errorMessage: null,
      size: null,
      uploadKey: uploadKey(),
      vcsRevision: null,
      path: repo === null ? "" : folderOf(repo),
      moduleVersion,
    });
  }

  private async copy({ id, moduleVersion }: ConfigurationVersion): Promise<void> {
    const { store, log } = this.options;
    try {
      const { size } = await store.blobs.put(
        configurationKey(id),
        await store.blobs.stream(moduleKey(moduleVersion!)),
      );
      this.settle(id, (op, version) => {
        const from = op.tx.get("module-versions", moduleVersion!);
        const name = (from && op.tx.get("modules", from.module)?.name) || "a module";
        settleVersion(op, version, { status: "uploaded", size });
        const uploaded = op.tx.get("configuration-versions", id)!;
        if (releaseRuns(op, uploaded) === 0)
          queueRunFor(op, uploaded, `Version ${from?.version} of module ${name}`);
      });
    } catch (error) {
      log.warn({ err: error, moduleVersion }, "A module's version could not be copied.");
      const why = "The module's version could not be copied: its archive is missing. Resync the version.";
      if (store.failure === null)
        this.settle(id, (op, version) => {
          settleVersion(op, version, { status: "errored", errorMessage: why });
          failRuns(op, version, why);
        });
    }
  }

  /** Does something about a copy that is still pending. */
  private settle(id: string, work: (op: RunContext, version: ConfigurationVersion) => void): void {
    const { store, clock, dispatch } = this.options;
    store.transact((tx) => {
      const version = tx.get("configuration-versions", id);
      if (version?.status === "pending")
        work({ tx, now: clock.now(), caller: { user: null }, services: { dispatch } }, version);
    });
  }
}
