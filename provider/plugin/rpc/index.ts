/** Every call of plugin protocol 6 that is answered. Hosts take gRPC's own `UNIMPLEMENTED` for all later ones. */

import type { Calls } from "../wire/wire.js";
import { applyResourceChange } from "./apply-resource-change.js";
import { callFunction } from "./call-function.js";
import { closeEphemeralResource } from "./close-ephemeral-resource.js";
import { configureProvider } from "./configure-provider.js";
import { getFunctions } from "./get-functions.js";
import { getMetadata } from "./get-metadata.js";
import { getProviderSchema } from "./get-provider-schema.js";
import { getResourceIdentitySchemas } from "./get-resource-identity-schemas.js";
import { importResourceState } from "./import-resource-state.js";
import { moveResourceState } from "./move-resource-state.js";
import { openEphemeralResource } from "./open-ephemeral-resource.js";
import { planResourceChange } from "./plan-resource-change.js";
import { readDataSource } from "./read-data-source.js";
import { readResource } from "./read-resource.js";
import { renewEphemeralResource } from "./renew-ephemeral-resource.js";
import type { Rpc } from "./rpc.js";
import { stopProvider } from "./stop-provider.js";
import { upgradeResourceState } from "./upgrade-resource-state.js";
import { validateDataResourceConfig } from "./validate-data-resource-config.js";
import { validateEphemeralResourceConfig } from "./validate-ephemeral-resource-config.js";
import { validateProviderConfig } from "./validate-provider-config.js";
import { validateResourceConfig } from "./validate-resource-config.js";

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
