import { requireAllowed, requireSomewhere } from "../../core/authorize.js";
import { deleteEntity } from "../../core/deletion.js";
import type { Tag, Workspace } from "../../core/entities.js";
import { badRequest, conflict, invalidAttribute } from "../../core/errors.js";
import type { Operation } from "../../core/resource.js";
import { createEntity, updateEntity } from "../../core/service.js";
import { isObject } from "../../core/values.js";
import { hasResources } from "../../workspaces/workspace-service.js";
import { NO_CONTENT } from "../scalr/route.js";
import { one, page, renamed, request, type Sent, sent } from "./document.js";
import {
  type Call,
  change,
  changes,
  environmentOf,
  type Routes,
  reads,
  usable,
  workspaceNamed,
  workspaceOf,
} from "./route.js";
import { workspaceObject } from "./workspace-object.js";

/** The attributes of a request, and their names in our own resource. */
const ATTRIBUTES = {
  name: "name",
  "auto-apply": "auto-apply",
  "terraform-version": "terraform-version",
  "working-directory": "working-directory",
  "global-remote-state": "remote-state-sharing",
};

/** `agent` means execution on the user's own agents on other services. Here, the pool decides that. */
function settingsIn({ attributes }: Sent): Record<string, unknown> {
  const mode = attributes["execution-mode"] ?? (attributes.operations === false ? "local" : undefined);
  return {
    ...renamed(attributes, ATTRIBUTES),
    ...(mode !== undefined && { "execution-mode": mode === "agent" ? "remote" : mode }),
    ...(attributes["terraform-version"] === "latest" && { "terraform-version": "auto" }),
  };
}

/** The platform of a new workspace is the program that creates it, and so is its version unless the request has one. */
function madeBy({ request: { headers } }: Call): Record<string, unknown> {
  const isTofu = /\bOpenTofu\b/i.test(headers["user-agent"] ?? "");
  const released = /^\d+\.\d+\.\d+/.exec(String(headers["terraform-version"] ?? ""))?.[0];
  return {
    "iac-platform": isTofu ? "opentofu" : "terraform",
    ...(released !== undefined && { "terraform-version": released }),
  };
}

/** The tag with a name, created if it does not exist. @throws ApiError 403 */
function tagNamed(call: Call, op: Operation, name: string): Tag {
  const found = op.reader.find("tags", "name", name)[0];
  if (found !== undefined) return found;
  return createEntity(call.api.registry.of("tags"), op, request("tags", { name })) as Tag;
}

/** The tag names in `relationships.tags.data`, or in the `data` of a request to the relationship. */
function tagNames(data: unknown): string[] {
  if (data === undefined) return [];
  if (!Array.isArray(data)) throw badRequest("The tags must be a list.", "/data");
  return data.map((tag) => {
    const name = isObject(tag) && isObject(tag.attributes) ? tag.attributes.name : undefined;
    if (typeof name !== "string") throw invalidAttribute("name", "A tag is given by its name.");
    return name;
  });
}

function withTags(call: Call, op: Operation, workspace: Workspace, names: readonly string[]): Workspace {
  if (names.length === 0) return workspace;
  const added = names.map((name) => tagNamed(call, op, name).id);
  const tags = [...new Set([...workspace.tags, ...added])];
  requireAllowed(call.api.registry.of("workspaces"), "workspaces:update", workspace, op);
  return op.tx.update("workspaces", workspace.id, { tags });
}

function list(call: Call) {
  const environment = environmentOf(call);
  const compiled = call.api.registry.of("workspaces");
  const search = call.params.get("search[name]")?.toLowerCase() ?? "";
  const names = (parameter: string) => call.params.get(parameter)?.split(",").filter(Boolean) ?? [];
  const [wanted, excluded] = [names("search[tags]"), names("search[exclude-tags]")];
  const tagsOf = (workspace: Workspace) =>
    workspace.tags.map((id) => call.reader.get("tags", id)?.name ?? "");
  const found = call.reader
    .find("workspaces", "environment", environment.id)
    .filter((workspace) => {
      const has = tagsOf(workspace);
      return (
        workspace.name.toLowerCase().includes(search) &&
        wanted.every((name) => has.includes(name)) &&
        !excluded.some((name) => has.includes(name)) &&
        call.caller.can(compiled.readPermission, compiled.scope(workspace, call.reader))
      );
    })
    .sort((a, b) => a.name.localeCompare(b.name));
  return page(found, call.params, (workspace) => workspaceObject(workspace, call));
}

function create(call: Call) {
  const environment = environmentOf(call);
  const body = sent(call.body);
  const compiled = call.api.registry.of("workspaces");
  requireSomewhere(compiled, "workspaces:create", call);
  const tags = isObject(call.body) && isObject(call.body.data) ? call.body.data.relationships : undefined;
  const given = isObject(tags) && isObject(tags.tags) ? tagNames(tags.tags.data) : [];
  const attributes = { ...madeBy(call), ...settingsIn(body) };
  const document = request("workspaces", attributes, { environment: ["environments", environment.id] });
  const created = change(call, (op) =>
    withTags(call, op, createEntity(compiled, op, document) as Workspace, given),
  );
  return one(workspaceObject(usable(call, created), call), 201);
}

function update(call: Call) {
  const attributes = settingsIn(sent(call.body));
  const compiled = call.api.registry.of("workspaces");
  const updated = change(call, (op) => {
    const workspace = workspaceOf(call, "workspaces:update");
    return updateEntity(compiled, op, workspace, {
      data: { ...request("workspaces", attributes).data, id: workspace.id },
    }) as Workspace;
  });
  return one(workspaceObject(updated, call));
}

type Find = (call: Call, permission: string) => Workspace;

const remove = (find: Find, isSafe: boolean) => (call: Call) => {
  change(call, (op) => {
    const workspace = find(call, "workspaces:delete");
    if (isSafe && hasResources(workspace, op.reader))
      throw conflict(
        `Workspace '${workspace.name}' (${workspace.id}) is managing resources and cannot be deleted safely. ` +
          "Destroy them first, or delete it by force.",
      );
    deleteEntity(call.api.registry, op, workspace);
  });
  return NO_CONTENT;
};

const read = (find: Find) => (call: Call) => one(workspaceObject(find(call, "workspaces:read"), call));

function addTags(call: Call) {
  change(call, (op) => {
    const workspace = workspaceOf(call, "workspaces:update");
    withTags(call, op, workspace, tagNames(isObject(call.body) ? call.body.data : undefined));
  });
  return NO_CONTENT;
}

function listTags(call: Call) {
  const { tags } = workspaceOf(call, "workspaces:read");
  const found = tags.map((id) => call.reader.get("tags", id)).filter((tag) => tag !== undefined);
  return page(found, call.params, ({ id, name }) => ({ type: "tags", id, attributes: { name } }));
}

/** Workspaces by organization and name, and by id. */
export const workspaceRoutes: Routes = {
  "organizations/*/workspaces": {
    GET: reads("workspaces:read", list),
    POST: changes("workspaces:create", create),
  },
  "organizations/*/workspaces/*": {
    GET: reads("workspaces:read", read(workspaceNamed)),
    DELETE: changes("workspaces:delete", remove(workspaceNamed, false), "none"),
  },
  "organizations/*/workspaces/*/actions/safe-delete": {
    POST: changes("workspaces:delete", remove(workspaceNamed, true), "optional"),
  },
  "workspaces/*": {
    GET: reads("workspaces:read", read(workspaceOf)),
    PATCH: changes("workspaces:update", update),
    DELETE: changes("workspaces:delete", remove(workspaceOf, false), "none"),
  },
  "workspaces/*/actions/safe-delete": {
    POST: changes("workspaces:delete", remove(workspaceOf, true), "optional"),
  },
  "workspaces/*/relationships/tags": {
    GET: reads("workspaces:read", listTags),
    POST: changes("workspaces:update", addTags),
  },
};
