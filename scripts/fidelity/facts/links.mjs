// E6 to E12, E26: links, what goes with what, and who may be linked.
import { CLI, CLIENT, PROVIDER } from "../sources.mjs";

const idOf = (link) => link?.data?.id ?? null;
const refusalOf = ({ status, body }) => ({ status, detail: body?.errors?.[0]?.detail ?? "" });

/** Whether a refusal says something, without the names in it. */
const says = (reply, text) => {
  const { status, detail } = refusalOf(reply);
  return { status, says: detail.includes(text) ? text : detail };
};

export default [
  {
    id: "E6",
    fact: "A pool's relationship 'environment' is set by clients that send it, and null for a pool with one of 'environments'.",
    source: PROVIDER,
    tries: [
      ["environments", (id) => ["environments", [id]], () => null],
      ["environment", (id) => ["environments", id], (id) => id],
    ].map(([name, link, expected]) => ({
      what: `POST agent-pools with ${name}`,
      expected: { environment: expected("the environment"), environments: ["the environment"] },
      see: async (scene) => {
        const environment = await scene.environment();
        const pool = await scene.make(
          "agent-pools",
          { name: scene.name("pool") },
          { [name]: link(environment) },
        );
        const { relationships } = await scene.read(`agent-pools/${pool.id}`);
        const named = (id) => (id === environment ? "the environment" : id);
        return {
          environment: named(idOf(relationships.environment)),
          environments: relationships.environments.data.map(({ id }) => named(id)),
        };
      },
    })),
  },
  {
    id: "E7",
    fact: "An environment's workspaces go with it, and an identity provider's assume policies with the provider.",
    source: CLIENT,
    tries: [
      {
        what: "DELETE environments/{environment} with a workspace in it",
        expected: { environment: 204, workspace: 404 },
        see: async (scene) => {
          const environment = await scene.otherEnvironment();
          const workspace = await scene.workspace(environment);
          const { status } = await scene.api.delete(`environments/${environment}`);
          return { environment: status, workspace: (await scene.api.get(`workspaces/${workspace}`)).status };
        },
      },
      {
        what: "DELETE workload-identity-providers/{provider} with an assume policy",
        expected: { provider: 204, policy: 404 },
        see: async (scene) => {
          const { account, provider, policy } = await assumePolicy(scene);
          const { status } = await scene.api.delete(`workload-identity-providers/${provider}`);
          const path = `service-accounts/${account}/assume-policies/${policy.id}`;
          return { provider: status, policy: (await scene.api.get(path)).status };
        },
      },
    ],
  },
  {
    id: "E8",
    fact: "An account has an identity provider, which is included when asked for, and its teams belong to it.",
    source: `${CLIENT}; ${PROVIDER}`,
    tries: [
      {
        what: "GET accounts/{account}?include=identity-provider",
        expected: { isLinked: true, isIncluded: true, isOfAKind: true },
        see: async ({ api, account }) => {
          const { body } = await api.get(`accounts/${account}?include=identity-provider`);
          const id = idOf(body.data.relationships["identity-provider"]);
          const included = body.included?.find(
            (each) => each.type === "identity-providers" && each.id === id,
          );
          return {
            isLinked: id !== null,
            isIncluded: included !== undefined,
            isOfAKind: ["scalr", "ldap", "saml"].includes(included?.attributes["idp-type"]),
          };
        },
      },
      {
        what: "POST teams: identity-provider",
        expected: { isLinked: true },
        see: async (scene) => {
          const own = { account: ["accounts", scene.account] };
          const { id } = await scene.make("teams", { name: scene.name("team") }, own);
          const { relationships } = await scene.read(`teams/${id}`);
          return { isLinked: idOf(relationships["identity-provider"]) !== null };
        },
      },
    ],
  },
  {
    id: "E9",
    fact: "A provider configuration that is not available in a workspace's environment cannot be linked to it.",
    source: PROVIDER,
    tries: [
      {
        what: "POST workspaces/{workspace}/provider-configuration-links",
        expected: { status: 422, says: "Cannot link provider configuration to workspace" },
        see: async (scene) => {
          const configuration = await scene.make(
            "provider-configurations",
            { name: scene.name("pcfg"), "provider-name": "null", "is-custom": true, "is-shared": false },
            { account: ["accounts", scene.account] },
          );
          const reply = await scene.attempt(
            `workspaces/${await scene.workspace()}/provider-configuration-links`,
            {},
            { "provider-configuration": ["provider-configurations", configuration.id] },
          );
          return says(reply, "Cannot link provider configuration to workspace");
        },
      },
    ],
  },
  {
    id: "E10",
    fact: "A run trigger joins two workspaces of one environment.",
    source: CLIENT,
    tries: [
      {
        what: "POST run-triggers between two environments",
        expected: {
          status: 422,
          says: "The downstream and upstream workspaces must be within the same Scalr environment",
        },
        see: async (scene) => {
          const reply = await scene.attempt(
            "run-triggers",
            {},
            {
              upstream: ["workspaces", await scene.workspace()],
              downstream: ["workspaces", await scene.workspace(await scene.otherEnvironment())],
            },
          );
          return says(
            reply,
            "The downstream and upstream workspaces must be within the same Scalr environment",
          );
        },
      },
    ],
  },
  {
    id: "E11",
    fact: "A workspace has one schedule rule for each mode.",
    source: CLIENT,
    tries: [
      {
        what: "POST run-schedule-rules twice with one mode, and once with another",
        expected: { first: 201, second: "refused", other: 201 },
        see: async (scene) => {
          const workspace = { workspace: ["workspaces", await scene.workspace()] };
          const add = (mode) =>
            scene.attempt("run-schedule-rules", { schedule: "0 0 1 1 *", "schedule-mode": mode }, workspace);
          const statusOf = ({ status }) => (status >= 400 && status < 500 ? "refused" : status);
          return {
            first: statusOf(await add("apply")),
            second: statusOf(await add("apply")),
            other: statusOf(await add("refresh")),
          };
        },
      },
    ],
  },
  {
    id: "E12",
    fact: "A described world gives the ids of system roles and identity providers, and the versions of modules.",
    source: PROVIDER,
    local: "it is about files that only a sandbox reads",
    tries: [
      {
        what: "up --seed with a system role, an identity provider, an owner and a module's version",
        expected: {
          role: ["role-given", true],
          grants: "role-given",
          provider: "idp-given",
          owner: "user-given",
          version: ["modver-given", "setup_complete"],
        },
        see: async ({ local }) => local.world(),
      },
    ],
  },
  {
    id: "E26",
    fact: "Of several scopes that an access policy is created with, the narrowest counts.",
    source: CLI,
    tries: [
      {
        what: "POST access-policies with an account and an environment",
        expected: { status: 201, account: null, environment: "the environment" },
        see: async (scene) => {
          const environment = await scene.environment();
          const own = { account: ["accounts", scene.account] };
          const account = await scene.make("service-accounts", { name: scene.name("sa") }, own);
          const role = await scene.make(
            "roles",
            { name: scene.name("role") },
            { permissions: ["permissions", ["tags:read"]] },
          );
          const reply = await scene.attempt(
            "access-policies",
            {},
            {
              ...own,
              environment: ["environments", environment],
              "service-account": ["service-accounts", account.id],
              roles: ["roles", [role.id]],
            },
          );
          const { relationships } = reply.body?.data ?? {};
          const id = idOf(relationships?.environment);
          return {
            status: reply.status,
            account: idOf(relationships?.account),
            environment: id === environment ? "the environment" : id,
          };
        },
      },
    ],
  },
];

/** A service account, an identity provider, and a policy by which the one is assumed through the other. */
export async function assumePolicy(scene, conditions = [{ claim: "sub", value: "somebody" }]) {
  const account = await scene.make(
    "service-accounts",
    { name: scene.name("sa") },
    { account: ["accounts", scene.account] },
  );
  const provider = await scene.make("workload-identity-providers", {
    name: scene.name("wip"),
    url: `https://${scene.name("issuer")}.example.com`,
    "allowed-audiences": ["fidelity"],
  });
  const policy = await scene.make(
    `service-accounts/${account.id}/assume-policies`,
    { name: scene.name("policy"), "claim-conditions": conditions },
    { provider: ["workload-identity-providers", provider.id] },
    "assume-service-account-policies",
  );
  return { account: account.id, provider: provider.id, policy };
}
