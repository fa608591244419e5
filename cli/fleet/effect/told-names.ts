import type { ObjectRef, PlanJson, ResourceChangeJson } from "./plan-json.js";

/** An attribute that names objects, and whose value only the apply gives. */
export interface OpenName {
  readonly change: ResourceChangeJson;
  readonly attribute: string;
}

/** The facts about open names. */
export interface ToldNames {
  /** The objects whose ids an attribute will have; undefined where it has anything else, or is not known even so. */
  targets(change: ResourceChangeJson, attribute: string): readonly ObjectRef[] | undefined;
}

/** Finds the objects that the open names of a plan refer to; null if nothing more is known than in the plan. */
export type TellNames = (plan: PlanJson, open: readonly OpenName[]) => Promise<ToldNames | null>;
