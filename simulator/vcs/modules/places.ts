import { posix } from "node:path";
import type { DataObject } from "../../core/kept-types/types.js";
import type { AnyResource } from "../../core/resource.js";
import type { Reader } from "../../core/schema.js";
import { ACCOUNT, environmentScope } from "../../core/scopes.js";
import { environmentsOf, type ModulePlace, type ModuleRepo } from "./module-rules.js";

/** The repository of a module; null if it has none. */
export const repoOf = ({ vcsRepo }: DataObject): ModuleRepo | null => (vcsRepo as ModuleRepo | null) ?? null;

/** The folder of the module in its repository; "" for the root. It is always inside the repository. */
export const folderOf = ({ path }: ModuleRepo): string =>
  posix.join("/", path ?? "").replace(/^\/+|\/+$/g, "");

/** The facts that decide which environments may use a module. */
export function placeOf(reader: Reader, { environment, namespace }: DataObject): ModulePlace {
  const found = namespace ? reader.get("module-namespaces", namespace) : undefined;
  return {
    environment: environment ?? null,
    namespace: found ? { isShared: found.isShared, environments: found.environments ?? [] } : null,
  };
}

/** The first parts of a module's sources: names and ids of its namespace, its environment or its account. */
function namespacesOf(reader: Reader, { account, environment, namespace }: DataObject): readonly string[] {
  const owner = namespace
    ? reader.get("module-namespaces", namespace)
    : environment
      ? reader.get("environments", environment)
      : reader.get("accounts", account);
  return owner ? [owner.name, owner.id] : [];
}

/** The modules that `<namespace>/<name>/<provider>` can refer to: those of a namespace first, those of the account last. */
export function modulesNamed(
  reader: Reader,
  namespace: string,
  name: string,
  provider: string,
): readonly DataObject<"modules">[] {
  const order = (module: DataObject) => (module.namespace ? 0 : module.environment ? 1 : 2);
  return reader
    .find("modules", "name", name)
    .filter((module) => module.provider === provider && namespacesOf(reader, module).includes(namespace))
    .sort((a, b) => order(a) - order(b));
}

type Visibility = Pick<AnyResource, "scope" | "usableIn">;

const scope = ({ environment }: DataObject) => (environment ? environmentScope(environment) : ACCOUNT);
const usableIn = (module: DataObject, reader: Reader) => environmentsOf(placeOf(reader, module));

const moduleOf = ({ module }: DataObject, reader: Reader) => reader.get("modules", module);

/** R21: the scopes of modules and their versions, and the environments in which they can be read, by type. */
export const MODULE_VISIBILITY: Readonly<Record<string, Visibility>> = {
  modules: { scope, usableIn },
  "module-versions": {
    scope: (version: DataObject, reader: Reader) => {
      const module = moduleOf(version, reader);
      return module ? scope(module) : ACCOUNT;
    },
    usableIn: (version: DataObject, reader: Reader) => {
      const module = moduleOf(version, reader);
      return module ? usableIn(module, reader) : [];
    },
  },
};
