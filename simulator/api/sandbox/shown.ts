import { requireEntity } from "../../core/authorize.js";
import type { Entities, EntityType } from "../../core/entities.js";
import type { Caller } from "../../core/resource.js";
import type { SandboxContext } from "./context.js";

/** The object that a path names, if the caller may read it (R21). @throws ApiError 404 */
export function requireShown<T extends EntityType>(
  { services, registry }: SandboxContext,
  type: T,
  id: string,
  caller: Caller | null,
): Entities[T] {
  const compiled = registry.of(type);
  const view = { reader: services.store, now: services.clock.now(), caller: caller!, services };
  return requireEntity(compiled, id, compiled.readPermission, view);
}
