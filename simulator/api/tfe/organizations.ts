import type { Environment, Run } from "../../core/entities.js";
import { ApiError, invalidAttribute } from "../../core/errors.js";
import { environmentScope, workspaceScope } from "../../core/scopes.js";
import { one, page, type ResourceObject, sent, toOne } from "./document.js";
import { type Call, environmentOf, type Routes, reads } from "./route.js";
import { runObject } from "./run-object.js";

/** The features of an organization. Clients skip those that are false: cost estimates and run tasks are not shown to them. */
const ENTITLEMENTS = {
  agents: true,
  "audit-logging": true,
  "configuration-designer": false,
  "cost-estimation": false,
  operations: true,
  "private-module-registry": true,
  "private-run-tasks": false,
  "run-tasks": false,
  // What clients take policy checks by.
  sentinel: true,
  sso: false,
  "state-storage": true,
  teams: true,
  "usage-reporting": false,
  "user-limit": null,
  "vcs-integrations": true,
};

const organization = ({ id, name, createdAt }: Environment, { caller }: Call): ResourceObject => ({
  type: "organizations",
  id: name,
  attributes: {
    "external-id": id,
    name,
    "created-at": new Date(createdAt).toISOString(),
    permissions: {
      "can-create-workspace": caller.can("workspaces:create", environmentScope(id)),
      "can-update": caller.can("environments:update", environmentScope(id)),
      "can-destroy": caller.can("environments:delete", environmentScope(id)),
    },
  },
});

const isOf = ({ reader }: Call, environment: Environment) => {
  const inside = (run: Run) => reader.get("workspaces", run.workspace)?.environment === environment.id;
  return inside;
};

/** Runs of the environment that agents execute. */
const executing = (call: Call, environment: Environment): readonly Run[] =>
  (["planning", "applying"] as const)
    .flatMap((status) => [...call.reader.find("runs", "status", status)])
    .filter(isOf(call, environment));

const waiting = (call: Call, environment: Environment): readonly Run[] =>
  call.services.dispatch.queuedRuns().filter(isOf(call, environment));

/** Those of the runs that the caller may read. */
const visible = ({ reader, caller }: Call, runs: readonly Run[]): readonly Run[] =>
  runs.filter((run) => caller.can("runs:read", workspaceScope(reader.get("workspaces", run.workspace)!)));

/** `position-in-queue` includes executing runs: clients subtract `running` of the capacity to show how many are ahead. */
function queue(call: Call) {
  const environment = environmentOf(call);
  const running = executing(call, environment).length;
  return page(visible(call, waiting(call, environment)), call.params, (run) => {
    const ahead = (call.services.dispatch.positionInQueue(run) ?? 1) - 1;
    const shown = runObject(run, call);
    const position = ahead === 0 ? 0 : ahead + running;
    return { ...shown, attributes: { ...shown.attributes, "position-in-queue": position } };
  });
}

function capacity(call: Call) {
  const environment = environmentOf(call);
  return one({
    type: "organization-capacity",
    id: environment.name,
    attributes: {
      pending: waiting(call, environment).length,
      running: executing(call, environment).length,
    },
  });
}

/** An environment has one project, which has its name: scalr.io has no level between an environment and its workspaces. */
export const projectId = ({ id }: Environment) => `prj-${id}`;

const project = (environment: Environment): ResourceObject => ({
  type: "projects",
  id: projectId(environment),
  attributes: { name: environment.name, description: "" },
  relationships: { organization: toOne("organizations", environment.name) },
});

function projects(call: Call) {
  const environment = environmentOf(call);
  const names = call.params.get("filter[names]")?.split(",") ?? null;
  const found = names === null || names.includes(environment.name) ? [environment] : [];
  return page(found, call.params, project);
}

function refuseProject(call: Call): never {
  const { name, id } = environmentOf(call);
  const { attributes } = sent(call.body);
  if (typeof attributes.name !== "string") throw invalidAttribute("name", "'name' is required.");
  throw new ApiError(422, [
    {
      title: "Projects are environments",
      detail:
        `There is no project '${attributes.name}': workspaces belong to an environment, here '${name}' (${id}). ` +
        `Leave out 'project', or give the environment's name.`,
    },
  ]);
}

/** `organizations/*`: environments, in the form that tofu and terraform expect. */
export const organizationRoutes: Routes = {
  "organizations/*": { GET: reads("", (call) => one(organization(environmentOf(call), call))) },
  "organizations/*/entitlement-set": {
    GET: reads("", (call) =>
      one({ type: "entitlement-sets", id: environmentOf(call).id, attributes: ENTITLEMENTS }),
    ),
  },
  "organizations/*/runs/queue": { GET: reads("runs:read", queue) },
  "organizations/*/capacity": { GET: reads("", capacity) },
  "organizations/*/projects": {
    GET: reads("", projects),
    POST: { permission: "", body: "required", changes: false, run: refuseProject },
  },
};
