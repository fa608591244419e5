import { DATA_TYPES } from "../core/kept-types/table.js";
import type { AnyResource } from "../core/resource.js";
import { declareData } from "./declare.js";

/** The types that the sandbox keeps as data, beside those that are declared by hand. */
export function dataResources(declared: readonly AnyResource[]): readonly AnyResource[] {
  const types = new Set<string>([...declared.map(({ type }) => type), ...Object.keys(DATA_TYPES)]);
  return Object.entries(DATA_TYPES).map(([type, spec]) => declareData(type, spec, (each) => types.has(each)));
}
