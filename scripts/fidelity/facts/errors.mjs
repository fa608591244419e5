// E1 to E3: errors.
import { CLIENT, PROVIDER } from "../sources.mjs";

/** Objects by their path, and how errors call them. */
const MODELS = [
  ["access-policies", "IamAccessPolicy"],
  ["access-tokens", "AccessToken"],
  ["accounts", "Account"],
  ["agent-pools", "AgentPool"],
  ["agents", "Agent"],
  ["configuration-versions", "ConfigurationVersion"],
  ["drift-detection-schedules", "DriftDetectionSchedule"],
  ["environments", "Environment"],
  ["hook-environment-links", "HookEnvironmentLink"],
  ["module-namespaces", "ModuleNamespace"],
  ["policy-groups", "PolicyGroups"],
  ["provider-configuration-links", "ProviderConfigurationLink"],
  ["provider-configuration-parameters", "ProviderConfigurationParameter"],
  ["provider-configurations", "ProviderConfiguration"],
  ["roles", "IamRole"],
  ["run-schedule-rules", "RunScheduleRule"],
  ["run-triggers", "RunTrigger"],
  ["runs", "Run"],
  ["service-accounts", "ServiceAccount"],
  ["ssh-keys", "AccountSSHKey"],
  ["tags", "AccountTag"],
  ["teams", "Team"],
  ["vars", "Variable"],
  ["vcs-providers", "VcsProvider"],
  ["vcs-revisions", "VcsRevisionBinding"],
  ["integrations/webhooks", "Webhook"],
  ["workspaces", "Workspace"],
];

const sentence = (model, id) => `${model} with ID '${id}' not found or user unauthorized.`;
const errorOf = ({ status, body }) => ({ status, error: body?.errors?.[0] });

export default [
  {
    id: "E1",
    fact: "An id in a path that does not exist is answered 404 with the sentence as title and no detail.",
    source: CLIENT,
    tries: ["GET", "PATCH", "DELETE"].map((method) => ({
      what: `${method} agent-pools/ap-123`,
      expected: {
        status: 404,
        error: { status: "404", title: sentence("AgentPool", "ap-123") },
      },
      see: async ({ api }) => {
        const body = { data: { type: "agent-pools", id: "ap-123", attributes: { name: "x" } } };
        return errorOf(await api.send(method, "agent-pools/ap-123", method === "PATCH" ? body : undefined));
      },
    })),
  },
  {
    id: "E2",
    fact: "Errors call objects by the names of the API's models, such as AccountTag and IamRole.",
    source: `${CLIENT}; where it is silent, the model of the API's description`,
    tries: MODELS.map(([path, model]) => ({
      what: `GET ${path}/none`,
      expected: { status: 404, title: sentence(model, "none"), detail: null },
      see: async ({ api }) => {
        const { status, error } = errorOf(await api.get(`${path}/none`));
        return { status, title: error?.title ?? null, detail: error?.detail ?? null };
      },
    })),
  },
  {
    id: "E3",
    fact: "The pointer of an error leads to the item of a list that is at fault.",
    source: CLIENT,
    harm: "a host that accepted the list would shut out everybody else",
    tries: [
      {
        what: "PATCH accounts/{account} with allowed-ips ['127.0.00']",
        expected: {
          status: 422,
          error: {
            status: "422",
            title: "Invalid Attribute",
            detail: "value is not a valid IPv4 network",
            source: { pointer: "/data/attributes/allowed-ips/0" },
          },
        },
        see: async ({ api, account }) =>
          errorOf(await api.update(`accounts/${account}`, { "allowed-ips": ["127.0.00"] })),
      },
    ],
  },
  {
    id: "E19",
    fact: "A network with bits of a host in it is not a valid one.",
    source: PROVIDER,
    harm: "a host that accepted the list would shut out everybody else",
    tries: [
      {
        what: "PATCH accounts/{account} with allowed-ips ['192.168.0.12/24']",
        expected: { status: 422, detail: "value is not a valid IPv4 network" },
        see: async ({ api, account }) => {
          const reply = await api.update(`accounts/${account}`, { "allowed-ips": ["192.168.0.12/24"] });
          const { status, error } = errorOf(reply);
          return { status, detail: error?.detail ?? null };
        },
      },
    ],
  },
];
