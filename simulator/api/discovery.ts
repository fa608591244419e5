import { API_PATH, REGISTRY_PATH, TFE_PATH } from "../core/paths.js";
import type { Step } from "./http/steps.js";
import { LOGIN_SERVICE } from "./login/index.js";

/** The services of this host, by their ids in the discovery protocol. Paths are relative to the host. */
const SERVICES = {
  "iacp.v3": `${API_PATH}/`,
  "login.v1": LOGIN_SERVICE,
  "modules.v1": `${REGISTRY_PATH}/modules/`,
  "providers.v1": `${REGISTRY_PATH}/providers/`,
  "state.v2": `${TFE_PATH}/`,
  "tfe.v2": `${TFE_PATH}/`,
  "tfe.v2.1": `${TFE_PATH}/`,
  "tfe.v2.2": `${TFE_PATH}/`,
};

/** `/.well-known/terraform.json`: the services of this host for Terraform and OpenTofu. */
export const discovery: Step = (_req, res) => {
  res.setHeader("Content-Type", "application/json");
  res.end(JSON.stringify(SERVICES));
};
