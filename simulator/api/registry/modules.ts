import { readable } from "../../core/authorize.js";
import { blobAnswer } from "../../core/blob-answer.js";
import { moduleKey } from "../../core/blob-keys.js";
import { ApiError, lacksPermission } from "../../core/errors.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { REGISTRY_PATH } from "../../core/paths.js";
import type { Answer } from "../../core/resource.js";
import { compareVersions, isUsableIn } from "../../vcs/modules/module-rules.js";
import { folderOf, modulesNamed, placeOf, repoOf } from "../../vcs/modules/places.js";
import { bySignedLink, signedLink } from "../tfe/links.js";
import { type Call, json, named, type Routes, readsFile } from "../tfe/route.js";
import { isRunCaller } from "../tfe/run-callers.js";

type Module = DataObject<"modules">;
type Version = DataObject<"module-versions">;

const PERMISSION = "modules:read";

/** Whether the caller may use a module. A run may use those that its environment may use. */
function mayUse(call: Call, module: Module): boolean {
  const { caller, reader, api } = call;
  if (isRunCaller(caller)) return isUsableIn(placeOf(reader, module), caller.environment);
  return readable(api.registry.of("modules"), module, call);
}

/** The module that the path names. @throws ApiError 404 where there is none that the caller may use */
function moduleOf(call: Call): Module {
  const [namespace, name, provider] = [named(call, 0), named(call, 1), named(call, 2)];
  const found = modulesNamed(call.reader, namespace, name, provider).find((each) => mayUse(call, each));
  if (found) return found;
  const detail = `There is no module '${namespace}/${name}/${provider}', or you may not use it.`;
  throw new ApiError(404, [{ title: "Not Found", detail }]);
}

/** The installable versions, newest first. */
const versionsOf = ({ reader }: Call, { id }: Module): readonly Version[] =>
  reader
    .find("module-versions", "module", id)
    .filter(({ status, isStored }) => status === "ok" && isStored)
    .sort((a, b) => compareVersions(b.version, a.version));

function list(call: Call): Answer {
  const module = moduleOf(call);
  const versions = versionsOf(call, module).map(({ version }) => ({ version }));
  return json({ modules: [{ source: module.source, versions }] });
}

/** The download address of a version. It needs no token, because tofu and terraform send none. */
function download(call: Call): Answer {
  const module = moduleOf(call);
  const number = named(call, 3);
  const version = versionsOf(call, module).find((each) => each.version === number);
  if (version === undefined) {
    const detail = `Module '${module.source}' has no version '${number}' that can be installed.`;
    throw new ApiError(404, [{ title: "Not Found", detail }]);
  }
  const repo = repoOf(module);
  const folder = repo === null ? "" : folderOf(repo);
  const below = folder === "" ? "" : `//${folder.split("/").map(encodeURIComponent).join("/")}`;
  const link = signedLink(call, `archives/${version.id}`, REGISTRY_PATH);
  return { status: 204, headers: { "X-Terraform-Get": `${link}${below}?archive=tar.gz` } };
}

function archive(anonymous: Call): Answer | Promise<Answer> {
  const id = named(anonymous, 0);
  const call = bySignedLink(anonymous, `archives/${id}`, [named(anonymous, 1), named(anonymous, 2)]);
  const missing = `The archive of module version '${id}' is not there.`;
  const version = call.reader.get("module-versions", id);
  const module = version && call.reader.get("modules", version.module);
  if (!module) throw new ApiError(404, [{ title: "Not Found", detail: missing }]);
  if (!mayUse(call, module)) throw lacksPermission(PERMISSION, `module '${module.source}'`);
  const { range } = call.request.headers;
  return blobAnswer(call.services.store.blobs, moduleKey(id), { type: "application/gzip", range, missing });
}

/** `modules.v1`: the module registry protocol of tofu and terraform. */
export const moduleRoutes: Routes = {
  "modules/*/*/*/versions": { GET: readsFile(PERMISSION, list) },
  "modules/*/*/*/*/download": { GET: readsFile(PERMISSION, download) },
  "archives/*/*/*": { GET: readsFile(null, archive) },
};
