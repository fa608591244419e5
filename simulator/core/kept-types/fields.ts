import { RESOURCES } from "../../platform/contract/tables.js";
import type { ContractLink, ContractType } from "../../platform/contract/types.js";
import { specOf } from "./table.js";

/** What the contract says of a type. */
export const contractOf = (type: string): ContractType => RESOURCES[type]!;

const types = new Map(Object.entries(RESOURCES).map(([type, { model }]) => [model, type]));

/** The type behind a model's name. */
export const typeOfModel = (model: string): string => types.get(model)!;

/** The stored field of an API name: `agent-pool` is `agentPool`. */
export const camelCase = (name: string) =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The relationships that a data type's objects hold themselves. */
export function storedLinks(type: string): readonly (readonly [string, ContractLink])[] {
  const { inverse = {} } = specOf(type);
  return Object.entries(contractOf(type).relationships).filter(([name]) => !(name in inverse));
}
