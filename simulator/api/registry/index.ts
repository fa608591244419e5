import type { Step } from "../http/steps.js";
import type { Api } from "../scalr/route.js";
import { apiOf } from "../tfe/index.js";
import type { Routes } from "../tfe/route.js";
import { moduleRoutes } from "./modules.js";
import { providerRoutes } from "./providers.js";

/** Every path below `/api/registry/v1`, with `*` for an id or a name. */
export const REGISTRY_ROUTES: Routes = { ...moduleRoutes, ...providerRoutes };

/** The registries that tofu and terraform install modules and providers from. People and runs can use them. */
export const registryApi = (api: Api): Step => apiOf(api, REGISTRY_ROUTES);
