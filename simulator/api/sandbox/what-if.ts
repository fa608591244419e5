import { placesOf, readChanges, whatIf } from "../../sandbox/what-if.js";
import type { OperationRequest, SandboxContext } from "./context.js";

/** `POST /what-if`: whose runs changes would move, without making them. */
export function answerWhatIf({ services, registry }: SandboxContext, { body, caller }: OperationRequest) {
  const { store, accountId, clock } = services;
  const context = { now: clock.now(), caller: caller!, services, params: new URLSearchParams() };
  return whatIf(store, registry, accountId, context, readChanges(body));
}

/** `GET /resolutions`: where every workspace's runs execute, and why. */
export function listResolutions({ services }: SandboxContext) {
  const places = placesOf(services.store, services.accountId);
  return { workspaces: [...places.values()].map(({ workspace, place }) => ({ ...workspace, ...place })) };
}
