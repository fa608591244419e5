import { notSimulated } from "../../core/errors.js";
import { patternOf } from "../../core/kept-types/fields.js";
import { OPERATIONS } from "../../platform/contract/tables.js";
import type { Method } from "../../platform/contract/types.js";
import type { Route } from "./route.js";

/** An operation of the contract, by its path with `*` for an id. */
export interface ContractRoute {
  readonly pattern: string;
  readonly method: Method;
  /** The operationId in camel case. */
  readonly operation: string;
  /** The path as the contract writes it. */
  readonly path: string;
  /** Names of the parameters of its query; `filter[*]` for filters. */
  readonly query: readonly string[];
}

/** Every operation of the contract. */
export const CONTRACT_ROUTES: readonly ContractRoute[] = Object.entries(OPERATIONS).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, { operation, query = [] }]) => ({
      pattern: patternOf(path),
      method: method as Method,
      operation,
      path,
      query,
    })),
);

/** The operations of the contract that nothing serves: they answer 501, never 404. */
export const unsimulated = (
  served: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): readonly ContractRoute[] =>
  CONTRACT_ROUTES.filter(({ pattern, method }) => served.get(pattern)?.[method] === undefined);

export const unsimulatedRoute: Route = {
  permission: "",
  body: "raw",
  changes: false,
  run: ({ request }) => {
    throw notSimulated(request.method ?? "", request.url?.split("?", 1)[0] ?? "");
  },
};

/** Whether a route only says that its operation is not simulated (501). */
export const isUnsimulated = (route: Route) => route === unsimulatedRoute;
