import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Entities, EntityType } from "../../../core/entities.js";

/** A change from the event stream, with the members that the console uses. */
export interface Change {
  readonly type: EntityType;
  readonly id: string;
  readonly action: "exists" | "created" | "updated" | "deleted";
  readonly before?: Entities[EntityType];
  readonly after?: Entities[EntityType];
}

type Objects = Map<EntityType, Map<string, Entities[EntityType]>>;

/**
 * All objects that the user may read, from the event stream. Components and `computed` values that read it are updated when an
 * object of that type changes, at most once a frame.
 */
class World {
  private objects: Objects = new Map();
  private readonly versions = new Map<EntityType, Signal<number>>();
  private readonly lists = new Map<EntityType, ReadonlySignal<readonly Entities[EntityType][]>>();
  private readonly dirty = new Set<EntityType>();
  private isScheduled = false;

  all<T extends EntityType>(type: T): readonly Entities[T][] {
    let list = this.lists.get(type);
    if (list === undefined) {
      list = computed(() => {
        this.version(type).value;
        return [...(this.objects.get(type)?.values() ?? [])];
      });
      this.lists.set(type, list);
    }
    return list.value as readonly Entities[T][];
  }

  get<T extends EntityType>(type: T, id: string | null | undefined): Entities[T] | undefined {
    this.version(type).value;
    return this.objects.get(type)?.get(id ?? "") as Entities[T] | undefined;
  }

  /** What a commit changed, all at once. */
  take(changes: readonly Change[]): void {
    for (const change of changes) {
      put(this.objects, change);
      this.dirty.add(change.type);
    }
    this.schedule();
  }

  /** Replaces everything. Until then the old data is shown. */
  replace(changes: readonly Change[]): void {
    const old = this.objects;
    this.objects = new Map();
    for (const change of changes) put(this.objects, change);
    for (const type of [...old.keys(), ...this.objects.keys()]) this.dirty.add(type);
    this.flush();
  }

  clear(): void {
    this.replace([]);
  }

  private version(type: EntityType): Signal<number> {
    let version = this.versions.get(type);
    if (version === undefined) {
      version = signal(0);
      this.versions.set(type, version);
    }
    return version;
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    // A page that is not in sight gets no frames, and would show what was when it comes back.
    if (document.visibilityState === "visible") requestAnimationFrame(() => this.flush());
    else setTimeout(() => this.flush(), 250);
  }

  private flush(): void {
    this.isScheduled = false;
    const types = [...this.dirty];
    this.dirty.clear();
    batch(() => {
      for (const type of types) this.version(type).value += 1;
    });
  }
}

function put(objects: Objects, { type, id, after }: Change): void {
  let ofType = objects.get(type);
  if (ofType === undefined) {
    ofType = new Map();
    objects.set(type, ofType);
  }
  if (after === undefined) ofType.delete(id);
  else ofType.set(id, after);
}

export const world = new World();
