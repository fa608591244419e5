/** Every call of plugin protocol 6 that is answered. Hosts take gRPC's own `UNIMPLEMENTED` for all later ones. */

import type { Rpc } from "../wire/session.js";
import type { Calls } from "../wire/wire.js";
import {
  callFunction,
  closeEphemeralResource,
  getFunctions,
  openEphemeralResource,
  readDataSource,
  renewEphemeralResource,
  validateDataResourceConfig,
  validateEphemeralResourceConfig,
} from "./data-and-functions.js";
import {
  configureProvider,
  getMetadata,
  getProviderSchema,
  stopProvider,
  validateProviderConfig,
} from "./provider.js";
import {
  applyResourceChange,
  getResourceIdentitySchemas,
  importResourceState,
  moveResourceState,
  planResourceChange,
  readResource,
  upgradeResourceState,
  validateResourceConfig,
} from "./resource.js";

export const rpcs: { readonly [C in keyof Calls]: Rpc<C> } = {
  GetMetadata: getMetadata,
  GetProviderSchema: getProviderSchema,
  GetResourceIdentitySchemas: getResourceIdentitySchemas,
  ValidateProviderConfig: validateProviderConfig,
  ConfigureProvider: configureProvider,
  StopProvider: stopProvider,
  ValidateResourceConfig: validateResourceConfig,
  UpgradeResourceState: upgradeResourceState,
  ReadResource: readResource,
  PlanResourceChange: planResourceChange,
  ApplyResourceChange: applyResourceChange,
  ImportResourceState: importResourceState,
  MoveResourceState: moveResourceState,
  ValidateDataResourceConfig: validateDataResourceConfig,
  ReadDataSource: readDataSource,
  ValidateEphemeralResourceConfig: validateEphemeralResourceConfig,
  OpenEphemeralResource: openEphemeralResource,
  RenewEphemeralResource: renewEphemeralResource,
  CloseEphemeralResource: closeEphemeralResource,
  GetFunctions: getFunctions,
  CallFunction: callFunction,
};
