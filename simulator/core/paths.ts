/** The paths of the server's parts. */
export const API_PATH = "/api/iacp/v3";
/** The part of the TFE v2 API that tofu and terraform use. */
export const TFE_PATH = "/api/tfe/v2";
/** The registries of modules and providers. */
export const REGISTRY_PATH = "/api/registry/v1";
/** The login of programs in a terminal. */
export const LOGIN_PATH = "/api/login/v1";
export const AGENTS_PATH = "/api/agents/v1";
export const SANDBOX_PATH = "/api/sandbox/v1";
export const METRICS_PATH = "/metrics";
