import type { DataObject } from "../../core/kept-types/types.js";
import type { AnyResource } from "../../core/resource.js";
import type { Reader } from "../../core/schema.js";
import { ACCOUNT, environmentScope } from "../../core/scopes.js";
import { environmentsOf } from "./module-rules.js";
import { placeOf } from "./places.js";

type Visibility = Pick<AnyResource, "scope" | "usableIn">;

const scope = ({ environment }: DataObject) => (environment ? environmentScope(environment) : ACCOUNT);
const usableIn = (module: DataObject, reader: Reader) => environmentsOf(placeOf(reader, module));

const moduleOf = ({ module }: DataObject, reader: Reader) => reader.get("modules", module);

/** R21: where modules and their versions belong, and in which environments they can be read. By type. */
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
