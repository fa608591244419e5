import { affectsGrants } from "../../access/callers.js";
import { readable } from "../../core/authorize.js";
import type { AccessToken, Entities, EntityType } from "../../core/entities.js";
import type { View } from "../../core/resource.js";
import { integrationOf } from "../../integrations/webhooks/kinds.js";
import type { Change } from "../../platform/store/index.js";
import type { SandboxContext } from "./context.js";

type Entity = Entities[EntityType];

/** Whether a workspace was deleted. Grants in it go with it, and nothing else that a subscriber sees changes. */
const isWorkspaceGone = ({ type, after }: Change<Entities>): boolean =>
  type === "workspaces" && after === undefined;

/** R21: which objects a subscriber of events may see: those that the scalr.io API would let them read. */
export class Sight {
  constructor(
    private readonly context: SandboxContext,
    private readonly token: AccessToken,
  ) {}

  private get view(): View {
    const { services } = this.context;
    const { store: reader, clock, callers } = services;
    return { reader, now: clock.now(), caller: callers.of(this.token), services };
  }

  /** The operator is told everything. */
  get isWhole(): boolean {
    return this.context.services.callers.of(this.token).unrestricted;
  }

  shows(entity: Entity): boolean {
    const { registry, services } = this.context;
    if (entity.type === "sandbox") return true;
    // The API has no such objects; they are shown to who may read what they are about.
    if (entity.type === "notices") return this.showsOwner(integrationOf(services.store, entity));
    if (entity.type === "tasks" || entity.type === "deliveries")
      return this.showsOwner(services.store.get("runs", entity.run));
    if (entity.type === "vcs-tasks" || entity.type === "vcs-repositories")
      return this.showsOwner(services.store.get("vcs-providers", entity.provider));
    if (entity.type === "policy-previews")
      return this.showsOwner(services.store.get("policy-groups", entity.policyGroup));
    // Sessions of agents are the agent protocol's own, in the API too.
    if (entity.type === "access-tokens" && entity.kind === "agent") return false;
    // What the API has no type for is the sandbox's own, and its operator's.
    return registry.has(entity.type) && readable(registry.of(entity.type), entity, this.view);
  }

  private showsOwner(owner: Entity | undefined): boolean {
    return owner !== undefined && this.shows(owner);
  }

  /**
   * The changes as this follower hears of them: what comes into sight is created, what goes out of it is deleted. Null
   * when they may have changed what is in sight, so that everything has to be told again.
   */
  of(changes: readonly Change<Entities>[]): readonly Change<Entities>[] | null {
    if (changes.some((change) => affectsGrants(change) && !isWorkspaceGone(change))) return null;
    return changes.flatMap((change): readonly Change<Entities>[] => {
      const { type, id, before, after } = change;
      if (after !== undefined && this.shows(after)) return [change];
      // Whose objects these were can no longer be told; that an id is gone tells nothing.
      const isGone = after === undefined || (before !== undefined && this.shows(before));
      return isGone ? [{ type, id, before: { type, id } } as unknown as Change<Entities>] : [];
    });
  }
}
